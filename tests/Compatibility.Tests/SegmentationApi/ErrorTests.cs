using System.Net;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Transcripts of requests that the server refuses, each in the contract's shape.</summary>
public sealed class ErrorTests(SharedStack stack)
{
    private const string NeverUploaded = """{"type":"image","tasks":["0000_a1b2c3d4"],"prompts":["boat"]}""";
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "v1/jobs", null)]
    [InlineData("GET", "v1/jobs/job-1", null)]
    [InlineData("POST", "v1/uploads/presign", """{"contentType":"image/png"}""")]
    [InlineData("POST", "v1/jobs", NeverUploaded)]
    [InlineData("POST", "v1/jobs/job-1/download", "{}")]
    public async Task A_wrong_or_missing_key_is_refused(string method, string path, string? body)
    {
        foreach (var key in (string?[])["wrong", "", null])
        {
            Assert.Equal("401 Unauthorized", (await stack.Api.SendAsync(new HttpMethod(method), path, body, key, Token)).Error);
        }
    }

    [Theory]
    [InlineData("v1/uploads/presign", """{"contentType":""")]
    [InlineData("v1/uploads/presign", "{}")]
    [InlineData("v1/uploads/presign", """{"contentType":"text/plain"}""")]
    [InlineData("v1/jobs", "")]
    [InlineData("v1/jobs", "nonsense")]
    [InlineData("v1/jobs", "[]")]
    [InlineData("v1/jobs", """{"type":"image"}""")]
    [InlineData("v1/jobs", """{"type":"image","tasks":[],"prompts":["boat"]}""")]
    [InlineData("v1/jobs", """{"type":"image","tasks":"one","prompts":["boat"]}""")]
    [InlineData("v1/jobs", """{"type":"image","tasks":["a"],"prompts":["boat"],"threshold":2}""")]
    [InlineData("v1/jobs", """{"type":"image","tasks":["../../secret"],"prompts":["boat"]}""")]
    [InlineData("v1/jobs", NeverUploaded)]
    public async Task A_body_that_cannot_be_served_is_refused(string path, string body) =>
        Assert.Equal("400 invalid_request", (await stack.Api.PostAsync(path, body, Token)).Error);

    [Fact]
    public async Task A_task_whose_upload_never_came_is_named()
    {
        var presigned = (await stack.Api.PostAsync("v1/uploads/presign", new { contentType = "image/jpeg" }, Token)).Expect(HttpStatusCode.OK);
        var taskId = presigned.Text("taskId");
        var answer = await stack.Api.PostAsync("v1/jobs", new { type = "image", tasks = new[] { taskId }, prompts = new[] { "boat" } }, Token);

        Assert.Equal("400 invalid_request", answer.Error);
        Assert.Contains(taskId, answer.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1/jobs/job-0000000000")]
    [InlineData("v1/jobs/nonsense")]
    [InlineData("v1/jobs/job-0000000000/result")]
    [InlineData("v1/jobs/job-0000000000/download")]
    public async Task What_is_not_there_is_not_found(string path) =>
        Assert.Equal("404 not_found", (await stack.Api.GetAsync(path, Token)).Error);

    [Theory]
    [InlineData("v1/jobs?limit=0")]
    [InlineData("v1/jobs?limit=101")]
    [InlineData("v1/jobs?limit=many")]
    [InlineData("v1/jobs?nextToken=nonsense")]
    public async Task A_page_that_cannot_be_is_refused(string path) =>
        Assert.Equal("400 invalid_request", (await stack.Api.GetAsync(path, Token)).Error);
}
