using System.Net;
using Microsoft.AspNetCore.Http;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Compatibility.Tests.Webhooks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>DELETE /v1/jobs/{jobId}.</summary>
public sealed class DeleteTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_a_job_that_has_ended_nothing_is_left_but_what_it_cost()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync(_ => Results.StatusCode(StatusCodes.Status500InternalServerError));
        var body = await ToJobAsync(receiver, 1);
        var job = (await account.Api.PostAsync("v1/jobs", body, Token, "a-key")).Expect(HttpStatusCode.Accepted).Text("jobId");
        await account.Api.WaitAsync(job, Patience, null, Token);
        (await account.Api.PostAsync($"v1/jobs/{job}/download", "{}", Token)).Expect(HttpStatusCode.Accepted);
        await UntilAsync(async () => (await account.Api.GetAsync($"v1/jobs/{job}/download", Token)).Text("status") == "ready");
        await receiver.HearAsync(1, Token, Patience);
        Assert.NotEmpty(await stack.Traces.FindAsync(StoredTraces.WordsOf(job), Token));

        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync(account, job)).Status);

        foreach (var path in (string[])["", "/result", "/download", "/events"])
        {
            Assert.Equal("404 not_found", (await account.Api.GetAsync($"v1/jobs/{job}{path}", Token)).Error);
        }

        Assert.Equal("404 not_found", (await DeleteAsync(account, job)).Error);
        Assert.Empty((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
        Assert.Empty((await account.Api.GetAsync("v1/webhooks/deliveries", Token)).Body.GetProperty("items").EnumerateArray());
        await stack.Traces.AssertGoneAsync([.. StoredTraces.WordsOf(job), $"{account.Name}/"], Patience, Token);
        Assert.Equal((9, 0, 1), await account.ReadLedgerAsync(stack, Token));

        // The key is free again.
        var again = (await account.Api.PostAsync("v1/jobs", body, Token, "a-key")).Expect(HttpStatusCode.Accepted).Text("jobId");
        Assert.NotEqual(job, again);
    }

    [Fact]
    public async Task An_open_job_is_canceled_first_and_costs_what_is_done()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 40);
        await using var receiver = await TestReceiver.StartAsync();
        var job = (await account.Api.PostAsync("v1/jobs", await ToJobAsync(receiver, 20), Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        await account.Api.WaitUntilAsync(job, state => state.Text("status") != "queued", Patience, Token);

        await UntilAsync(async () => (await DeleteAsync(account, job)).Status == HttpStatusCode.NoContent);

        Assert.Equal("404 not_found", (await account.Api.GetAsync($"v1/jobs/{job}", Token)).Error);
        await stack.Traces.AssertGoneAsync([.. StoredTraces.WordsOf(job), $"{account.Name}/"], Patience, Token);
        var (left, open, used) = await account.ReadLedgerAsync(stack, Token);
        Assert.Equal((40, 0), (left + used, open));
        Assert.InRange(used, 0, 19);
    }

    [Fact]
    public async Task A_video_that_is_being_followed_leaves_nothing()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 100);
        var task = await account.Api.UploadAsync(await TestClip.MakeAsync(seconds: 1.5), "video/mp4", Token);
        var job = await account.Api.CreateVideoJobAsync([task], new { prompts = (string[])["boat"], fps = 5, generatePreview = true }, Token);
        await account.Api.WaitUntilAsync(job, state => state.Text("status") != "queued", Patience, Token);

        await UntilAsync(async () => (await DeleteAsync(account, job)).Status == HttpStatusCode.NoContent);

        await stack.Traces.AssertGoneAsync(StoredTraces.WordsOf(job), Patience, Token);
        Assert.Equal([$"blob inputs/{account.Name}/{task}"], await stack.Traces.FindAsync([$"{account.Name}/"], Token));
    }

    [Fact]
    public async Task An_upload_stays_for_other_jobs()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var first = await account.Api.StartAsync(1, ["boat"], Token);
        await account.Api.WaitAsync(first.JobId, Patience, null, Token);
        Assert.Equal(HttpStatusCode.NoContent, (await DeleteAsync(account, first.JobId)).Status);

        var second = await account.Api.CreateJobAsync(first.Tasks, ["boat"], Token);
        Assert.Equal("success", (await account.Api.WaitAsync(second, Patience, null, Token)).Text("status"));
    }

    [Fact]
    public async Task The_command_line_deletes_a_job_once()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var job = (await account.Api.StartAsync(1, ["boat"], Token)).JobId;

        string[] arguments = ["jobs", "delete", job, "--server", stack.BaseUrl.AbsoluteUri, "--api-key", account.Key];
        var first = await LocalCommand.RunAsync(Token, arguments);
        var second = await LocalCommand.RunAsync(Token, arguments);

        Assert.Equal((0, $"{job} is deleted.\n"), (first.ExitCode, first.Output));
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("404 not_found", second.Errors, StringComparison.Ordinal);
        Assert.Equal("404 not_found", (await account.Api.GetAsync($"v1/jobs/{job}", Token)).Error);
    }

    internal static async Task<object> ToJobAsync(TestReceiver receiver, int pictures)
    {
        var photo = Convert.ToBase64String(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token));
        return new
        {
            type = "image",
            inputUrls = Enumerable.Repeat($"data:image/jpeg;base64,{photo}", pictures),
            points = (object[])[new { x = 0.56, y = 0.5 }],
            generatePreview = true,
            outputs = (string[])["rle", "polygons", "cutout"],
            webhook = new { url = receiver.Url, events = (string[])["job.started", "item.completed", "job.completed", "job.canceled", "archive.ready"] },
        };
    }

    internal static Task<Answer> DeleteAsync(OtherAccount account, string job) => account.Api.SendOwnAsync(HttpMethod.Delete, $"v1/jobs/{job}", null, Token);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It was never so.");
            await Task.Delay(100, Token);
        }
    }
}
