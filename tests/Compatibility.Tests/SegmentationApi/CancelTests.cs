using System.Net;
using System.Net.Sockets;
using Azure.Storage.Blobs;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>POST /v1/jobs/{jobId}/cancel, for a job that the worker is processing.</summary>
public sealed class CancelTests(SharedStack stack)
{
    private const int Pictures = 30;

    /// <summary>Pictures that one worker has in flight: two in the networks, and two being read, decoded or written.</summary>
    private const int InFlight = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_canceled_job_begins_nothing_more_keeps_what_is_done_and_gives_the_rest_of_its_tokens_back()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 100);
        var job = await account.Api.StartAsync(Pictures, ["boat"], Token);
        await account.Api.WaitUntilAsync(job.JobId, HasSucceeded, Patience, Token);

        var accepted = await CancelAsync(account, job.JobId);
        Assert.Contains((await CancelAsync(account, job.JobId)).Status, (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.OK]);
        var ended = await account.Api.WaitAsync(job.JobId, TimeSpan.FromSeconds(10), null, Token);

        Assert.Equal((HttpStatusCode.Accepted, job.JobId), (accepted.Status, accepted.Text("jobId")));
        Assert.Equal(("failed", "Canceled."), (ended.Text("status"), ended.Text("error")));
        var done = CountOf(ended, "success");
        Assert.InRange(done, 1, Pictures - 1);
        Assert.Equal(Pictures - done, CountOf(ended, "failed"));
        Assert.Equal((100 - done, done), await ReadTokensAsync(account));

        var again = await CancelAsync(account, job.JobId);
        Assert.Equal((HttpStatusCode.OK, ended.Body.GetRawText()), (again.Status, again.Body.GetRawText()));
        var result = (await account.Api.GetAsync($"v1/jobs/{job.JobId}/result", Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(done, result.Body.GetProperty("manifest").GetProperty("items").EnumerateArray().Count(item => item.GetProperty("units").GetInt32() == 1));

        // A later job queues behind the canceled one's messages: once it has ended, the worker has seen them all.
        await account.Api.WaitAsync(await account.Api.CreateJobAsync([job.Tasks[0]], ["boat"], Token), Patience, null, Token);
        // Pictures in flight when the job was canceled may have written something, and as many before them may have ended without the job having been told.
        Assert.InRange(await CountBegunAsync(account.Name, job.JobId), done, done + (2 * InFlight));
        Assert.Equal((100 - done - 1, done + 1), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task A_job_that_has_ended_stays_as_it_is()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 1);
        var job = await account.Api.StartAsync(1, ["boat"], Token);
        var ended = await account.Api.WaitAsync(job.JobId, Patience, null, Token);
        var answer = await CancelAsync(account, job.JobId);

        Assert.Equal((HttpStatusCode.OK, ended.Body.GetRawText()), (answer.Status, answer.Body.GetRawText()));
        Assert.Equal("success", ended.Text("status"));
        Assert.Equal((0, 1), await ReadTokensAsync(account));
    }

    [Fact]
    public async Task The_command_line_cancels_a_job_and_says_of_one_that_has_ended_how()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var body = new { type = "image", prompts = (string[])["boat"], inputUrls = (string[])[$"http://{silent.LocalEndpoint}/photo.jpg"] };
        var jobId = (await stack.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");

        var first = await LocalCommand.RunAsync(Token, "jobs", "cancel", jobId, "--server", stack.BaseUrl.AbsoluteUri);
        var ended = await stack.Api.WaitAsync(jobId, Patience, null, Token);
        var second = await LocalCommand.RunAsync(Token, "jobs", "cancel", jobId, "--server", stack.BaseUrl.AbsoluteUri);
        var unknown = await LocalCommand.RunAsync(Token, "jobs", "cancel", "job-1", "--server", stack.BaseUrl.AbsoluteUri);

        Assert.Equal((0, $"{jobId} is being canceled.\n"), (first.ExitCode, first.Output));
        Assert.Equal("Canceled.", ended.Text("error"));
        Assert.Equal((0, $"{jobId} had ended: failed.\n"), (second.ExitCode, second.Output));
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("There is no such job.", unknown.Errors, StringComparison.Ordinal);
    }

    private static Task<Answer> CancelAsync(OtherAccount account, string jobId) =>
        account.Api.SendOwnAsync(HttpMethod.Post, $"v1/jobs/{jobId}/cancel", null, Token);

    private static bool HasSucceeded(Answer job) => CountOf(job, "success") > 0;

    private static int CountOf(Answer job, string status) =>
        job.Body.GetProperty("tasks").EnumerateArray().Count(task => task.GetProperty("status").GetString() == status);

    /// <returns>The tokens left and used.</returns>
    private static async Task<(int Left, int Used)> ReadTokensAsync(OtherAccount account)
    {
        var trial = (await account.Api.GetAsync("v1/account/overview", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("trial");
        return (trial.GetProperty("remainingTokens").GetInt32(), trial.GetProperty("consumedTokens").GetInt32());
    }

    private async Task<int> CountBegunAsync(string account, string jobId)
    {
        var blobs = new BlobServiceClient(stack.Storage).GetBlobContainerClient("results").GetBlobsAsync(
            Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, $"{account}/{jobId}/items/", Token);
        return await blobs.Select(blob => blob.Name.Split('/')[3]).Distinct().CountAsync(Token);
    }
}
