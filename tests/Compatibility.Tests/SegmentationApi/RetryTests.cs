using System.Net;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>POST /v1/jobs/{jobId}/retry.</summary>
public sealed class RetryTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_failed_is_done_again_and_nothing_else()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var good = await account.Api.UploadAsync(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token), "image/jpeg", Token);
        var bad = await account.Api.UploadAsync(BadPictures.Text, "image/png", Token);
        var first = (await account.Api.PostAsync("v1/jobs", new { type = "image", tasks = (string[])[good, bad], prompts = (string[])["boat"] }, Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        Assert.Equal("success", (await account.Api.WaitAsync(first, Patience, null, Token)).Text("status"));

        var again = (await account.Api.PostAsync($"v1/jobs/{first}/retry", "{}", Token)).Expect(HttpStatusCode.Accepted).Text("jobId");
        var ended = await account.Api.WaitAsync(again, Patience, null, Token);

        Assert.NotEqual(first, again);
        Assert.Equal(("failed", first, bad), (ended.Text("status"), ended.Text("retryOf"), ended.Body.GetProperty("tasks")[0].GetProperty("taskId").GetString()));
        Assert.Equal(1, ended.Body.GetProperty("totalItems").GetInt32());
    }

    [Fact]
    public async Task A_job_without_a_failure_has_nothing_to_retry()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var job = await account.Api.StartAsync(1, ["boat"], Token);
        await account.Api.WaitAsync(job.JobId, Patience, null, Token);

        Assert.Equal("409 nothing_to_retry", (await account.Api.PostAsync($"v1/jobs/{job.JobId}/retry", "{}", Token)).Error);
    }
}
