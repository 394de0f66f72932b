using System.Net;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>One account's data is invisible to another: every route with the other's ids.</summary>
public sealed class IsolationTests(SharedStack stack, FinishedJob finished) : IClassFixture<FinishedJob>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "v1/jobs/JOB")]
    [InlineData("GET", "v1/jobs/JOB/result")]
    [InlineData("GET", "v1/jobs/JOB/events")]
    [InlineData("POST", "v1/jobs/JOB/download")]
    [InlineData("GET", "v1/jobs/JOB/download")]
    [InlineData("DELETE", "v1/jobs/JOB")]
    [InlineData("POST", "v1/jobs/JOB/cancel")]
    [InlineData("POST", "v1/jobs/JOB/retry")]
    [InlineData("GET", "outputs/local/JOB/output_manifest.json")]
    [InlineData("GET", "outputs/ME/JOB/output_manifest.json")]
    [InlineData("GET", "outputs/local/JOB/masks/TASK/0.png")]
    [InlineData("GET", "outputs/ME/JOB/masks/TASK/0.png")]
    public async Task Anothers_job_is_not_found(string method, string path)
    {
        using var other = await OtherAccount.CreateAsync(stack, Token);
        var place = path.Replace("JOB", finished.Job.JobId, StringComparison.Ordinal)
            .Replace("TASK", finished.Job.Tasks[0], StringComparison.Ordinal)
            .Replace("ME", other.Name, StringComparison.Ordinal);
        var answer = await other.Api.SendOwnAsync(new HttpMethod(method), place, method == "POST" ? "{}" : null, Token);

        Assert.Equal("404 not_found", answer.Error);
    }

    [Fact]
    public async Task Anothers_jobs_are_in_no_list()
    {
        using var other = await OtherAccount.CreateAsync(stack, Token);

        foreach (var query in (string[])["", $"?jobId={finished.Job.JobId}", $"?nextToken={finished.Job.JobId}", "?status=success"])
        {
            Assert.Empty((await other.Api.GetAsync($"v1/jobs{query}", Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray());
        }
    }

    [Fact]
    public async Task Anothers_upload_was_never_uploaded()
    {
        using var other = await OtherAccount.CreateAsync(stack, Token);
        var answer = await other.Api.PostAsync("v1/jobs", new { type = "image", tasks = finished.Job.Tasks, prompts = new[] { "boat" } }, Token);

        Assert.Equal("400 invalid_request", answer.Error);
        Assert.Contains("was never uploaded", answer.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "manage/keys")]
    [InlineData("POST", "manage/keys")]
    [InlineData("DELETE", "manage/keys/key_0123456789abcdef")]
    [InlineData("GET", "manage/accounts/local")]
    [InlineData("PUT", "manage/accounts/local")]
    public async Task An_accounts_key_manages_nothing(string method, string path)
    {
        using var other = await OtherAccount.CreateAsync(stack, Token);
        var answer = await (method switch
        {
            "GET" => other.Api.GetAsync(path, Token),
            "POST" => other.Api.PostAsync(path, new { account = "local" }, Token),
            _ => other.Api.SendOwnAsync(new HttpMethod(method), path, """{"tokens":1}""", Token),
        });

        Assert.Equal("403 forbidden", answer.Error);
    }
}
