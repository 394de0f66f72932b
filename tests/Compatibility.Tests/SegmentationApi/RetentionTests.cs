using System.Net;
using System.Text;
using System.Text.Json;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>The field <c>retention</c> of POST /v1/jobs. Unit tests, whose clock can be advanced, check that expired data is deleted.</summary>
public sealed class RetentionTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_is_not_to_stay_goes_with_the_answer_that_holds_all_of_it()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 5);
        var ended = await WaitAsync(account, "PT0S", "rle");

        Assert.NotEmpty(ended.Body.GetProperty("result").GetProperty("manifest").GetProperty("items")[0].GetProperty("masks")[0].GetProperty("rle").GetProperty("counts").GetString()!);
        await stack.Traces.AssertGoneAsync([.. StoredTraces.WordsOf(ended.Text("jobId")), $"{account.Name}/"], Patience, Token);
        Assert.Equal("404 not_found", (await account.Api.GetAsync($"v1/jobs/{ended.Text("jobId")}", Token)).Error);
    }

    [Fact]
    public async Task A_job_that_is_not_to_stay_can_still_be_asked_for_what_no_answer_has_held()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 5);
        var ended = await WaitAsync(account, "PT0S", "rle", "cutout");

        var result = (await account.Api.GetAsync($"v1/jobs/{ended.Text("jobId")}/result", Token)).Expect(HttpStatusCode.OK).Body;
        Assert.Contains(result.GetProperty("assets").EnumerateArray(), asset => asset.GetProperty("key").GetString()!.StartsWith("cutouts/", StringComparison.Ordinal));
        Assert.NotEmpty(await stack.Traces.FindAsync([ended.Text("jobId")], Token));
    }

    [Fact]
    public async Task A_job_is_not_found_once_its_time_is_over()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 5);
        var job = (await WaitAsync(account, "PT0.5S", "rle")).Text("jobId");
        var started = TimeProvider.System.GetTimestamp();
        while ((await account.Api.GetAsync($"v1/jobs/{job}", Token)).Status != HttpStatusCode.NotFound)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It stays.");
            await Task.Delay(100, Token);
        }

        Assert.Empty((await account.Api.GetAsync("v1/jobs", Token)).Body.GetProperty("items").EnumerateArray());
    }

    private static async Task<Answer> WaitAsync(OtherAccount account, string retention, params string[] outputs)
    {
        var photo = Convert.ToBase64String(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token));
        var body = new { type = "image", inputUrls = (string[])[$"data:image/jpeg;base64,{photo}"], points = (object[])[new { x = 0.56, y = 0.5 }], outputs, retention };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/jobs")
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
            Headers = { { "x-api-key", account.Key }, { "Prefer", "wait" } },
        };
        return (await account.Api.SendAsync(request, Token)).Expect(HttpStatusCode.OK);
    }
}
