using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Pictures that the job downloads itself.</summary>
public sealed class InputUrlTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_fetches_its_pictures_and_an_address_that_fails_fails_alone()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var pictures = await StartAsync();
        var url = pictures.Urls.Single();
        var body = new { type = "image", prompts = (string[])["boat"], inputUrls = (string[])[$"{url}/moved?sig=s3cret", $"{url}/missing", $"{url}/silent"] };

        var accepted = (await account.Api.PostAsync("v1/jobs", body, Token)).Expect(HttpStatusCode.Accepted);
        var jobId = accepted.Text("jobId");
        await account.Api.WaitUntilAsync(jobId, job => job.Body.GetProperty("tasks")[0].GetProperty("status").GetString() == "success", Patience, Token);
        await account.Api.SendOwnAsync(HttpMethod.Post, $"v1/jobs/{jobId}/cancel", null, Token);
        var ended = await account.Api.WaitAsync(jobId, Patience, null, Token);

        Assert.Equal(
            [("success", null), ("failed", "The address answered with the status 404."), ("failed", "Canceled.")],
            ended.Body.GetProperty("tasks").EnumerateArray().Select(task => (
                task.GetProperty("status").GetString(), task.TryGetProperty("error", out var error) ? error.GetString() : null)));
    }

    [Fact]
    public async Task A_signed_link_of_the_services_own_is_an_input_too()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var first = await account.Api.StartAsync(1, ["boat"], Token);
        await account.Api.WaitAsync(first.JobId, Patience, null, Token);
        var result = (await account.Api.GetAsync($"v1/jobs/{first.JobId}/result", Token)).Body;
        var preview = result.GetProperty("assets").EnumerateArray()
            .Single(asset => asset.GetProperty("key").GetString()!.StartsWith("preview/", StringComparison.Ordinal)).GetProperty("url").GetString();

        var second = (await account.Api.PostAsync("v1/jobs", new { type = "image", subject = false, prompts = (string[])["boat"], inputUrls = (string?[])[preview] }, Token)).Expect(HttpStatusCode.Accepted);
        var refused = await account.Api.PostAsync("v1/jobs", new { type = "image", prompts = (string[])["boat"], inputUrls = (string[])[preview![..^1]] }, Token);

        Assert.Equal("success", (await account.Api.WaitAsync(second.Text("jobId"), Patience, null, Token)).Text("status"));
        Assert.Equal("400 invalid_request", refused.Error);
    }

    [Fact]
    public async Task A_picture_within_the_request_is_an_input_too()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var photo = Convert.ToBase64String(await File.ReadAllBytesAsync(await TestSetup.GetPhotoAsync(), Token));

        var job = (await account.Api.PostAsync("v1/jobs", new { type = "image", prompts = (string[])["boat"], inputUrls = (string[])[$"data:image/jpeg;base64,{photo}"] }, Token)).Expect(HttpStatusCode.Accepted);

        Assert.Equal("success", (await account.Api.WaitAsync(job.Text("jobId"), Patience, null, Token)).Text("status"));
    }

    private static async Task<WebApplication> StartAsync()
    {
        var photo = await TestSetup.GetPhotoAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Request.Path.Value switch
        {
            "/moved" => RedirectAsync(context),
            "/photo.jpg" => Results.File(photo, "image/jpeg").ExecuteAsync(context),
            "/silent" => Task.Delay(Timeout.Infinite, context.RequestAborted),
            _ => Results.NotFound().ExecuteAsync(context),
        });
        await app.StartAsync(Token);
        return app;
    }

    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.Redirect("/photo.jpg");
        return Task.CompletedTask;
    }
}
