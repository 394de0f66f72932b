using System.Net;
using Microsoft.AspNetCore.Http;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;
using StandardWebhooks;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>A job with a receiver of its own. Its picture does not exist, so the job takes no time.</summary>
public sealed class JobWebhookTests(SharedStack stack)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_end_of_a_job_is_told_when_it_can_be_seen_and_both_libraries_verify_it()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        var known = new TaskCompletionSource<string>();
        string? seen = null;
        await using var receiver = await TestReceiver.StartAsync(_ => Results.Text(seen = LookAsync(account, known.Task).GetAwaiter().GetResult()));
        var accepted = await SubmitAsync(account, receiver.Url, Ended(receiver.Url), ("order", "7"));
        var jobId = accepted.Text("jobId");
        known.SetResult(jobId);
        var secret = accepted.Text("webhookSecret");
        var message = (await receiver.HearAsync(1, Token)).Single();
        await WaitForStatusAsync(account, await WaitForDeliveryAsync(account, $"jobId={jobId}"), "delivered");

        Assert.Equal("failed", seen);
        Assert.Equal(("job.failed", jobId, "failed"), (message.Type, message.Data.GetProperty("jobId").GetString(), message.Data.GetProperty("status").GetString()));
        Assert.Equal("7", message.Data.GetProperty("metadata").GetProperty("order").GetString());
        Assert.Equal("input_fetch_failed", message.Data.GetProperty("error").GetProperty("code").GetString());
        var job = await account.Api.GetAsync(new Uri(message.Data.GetProperty("urls").GetProperty("job").GetString()!).AbsolutePath[1..], Token);
        Assert.Equal(jobId, job.Expect(HttpStatusCode.OK).Text("jobId"));

        new StandardWebhook(secret).Verify(message.Body, new HeaderDictionary(message.Headers.ToDictionary(header => header.Key, header => new Microsoft.Extensions.Primitives.StringValues(header.Value))));
        var verdict = await NodeJudge.JudgeAsync(secret, null, message, Token);
        Assert.True(verdict.GetProperty("v1").ValueKind == System.Text.Json.JsonValueKind.True, verdict.ToString());
    }

    [Fact]
    public async Task A_repeated_request_starts_one_job_and_shows_the_secret_once()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync();
        var body = Body(receiver.Url, Ended(receiver.Url));
        var first = (await account.Api.PostAsync("v1/jobs", body, Token, "k")).Expect(HttpStatusCode.Accepted);
        var second = (await account.Api.PostAsync("v1/jobs", body, Token, "k")).Expect(HttpStatusCode.Accepted);
        await receiver.HearAsync(1, Token);
        await account.Api.WaitAsync(first.Text("jobId"), Patience, null, Token);

        Assert.Equal(first.Text("jobId"), second.Text("jobId"));
        Assert.True(first.Body.TryGetProperty("webhookSecret", out _));
        Assert.False(second.Body.TryGetProperty("webhookSecret", out _));
        Assert.Single(receiver.Heard);
    }

    [Fact]
    public async Task A_secret_of_the_clients_own_is_used_and_not_shown()
    {
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync();
        var accepted = await SubmitAsync(account, receiver.Url, new { url = receiver.Url, secret = Secret, events = (string[])["item.failed", "job.failed"] });
        var heard = await receiver.HearAsync(2, Token);

        var schema = await PublishedSchema.FetchAsync(stack.Api, "webhook", Token);
        Assert.All(heard, message => schema.Check(message.Body));
        Assert.False(accepted.Body.TryGetProperty("webhookSecret", out _));
        var item = heard.Single(message => message.Type == "item.failed");
        Assert.Equal("input_fetch_failed", item.Data.GetProperty("items")[0].GetProperty("error").GetString());
        Assert.True(item.Data.GetProperty("sequence").GetInt32() < heard.Single(message => message.Type == "job.failed").Data.GetProperty("sequence").GetInt32());
        Assert.True((await NodeJudge.JudgeAsync(Secret, null, item, Token)).GetProperty("v1").GetBoolean());
    }

    [Fact]
    public async Task A_receiver_that_fails_hears_the_same_bytes_again_and_nobody_waits_for_it()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync(number => number == 0 ? Results.StatusCode(500) : Results.Ok());
        await using var healthy = await TestReceiver.StartAsync();
        var failing = await SubmitAsync(account, receiver.Url, Ended(receiver.Url));
        var silent = await SubmitAsync(account, receiver.Url, Ended("http://127.0.0.1:1/"));
        await SubmitAsync(account, healthy.Url, Ended(healthy.Url));
        await healthy.HearAsync(1, Token, TimeSpan.FromSeconds(5));
        foreach (var job in (Answer[])[failing, silent])
        {
            await account.Api.WaitAsync(job.Text("jobId"), TimeSpan.FromSeconds(5), null, Token);
        }

        var heard = await receiver.HearAsync(2, Token);
        Assert.Equal((heard[0].Id, heard[0].Body), (heard[1].Id, heard[1].Body));
        Assert.NotEqual(heard[0].Headers["webhook-signature"], heard[1].Headers["webhook-signature"]);
        var delivery = await WaitForDeliveryAsync(account, $"jobId={failing.Text("jobId")}");
        var shown = (await WaitForStatusAsync(account, delivery, "delivered")).Body;
        Assert.Equal(heard[0].Body, shown.GetProperty("body").GetString());
        Assert.Equal([500, 200], shown.GetProperty("log").EnumerateArray().Select(attempt => attempt.GetProperty("status").GetInt32()));
    }

    private static async Task<string> LookAsync(OtherAccount account, Task<string> jobId) =>
        (await account.Api.GetAsync($"v1/jobs/{await jobId}", Token)).Text("status");

    /// <summary>The only one; it is listed from the end of its first attempt on.</summary>
    internal static async Task<string> WaitForDeliveryAsync(OtherAccount account, string query)
    {
        for (var look = 0; ; look++)
        {
            var listed = (await account.Api.GetAsync($"v1/webhooks/deliveries?{query}", Token)).Expect(HttpStatusCode.OK);
            if (listed.Body.GetProperty("items").GetArrayLength() > 0)
            {
                return Assert.Single(listed.Body.GetProperty("items").EnumerateArray()).GetProperty("deliveryId").GetString()!;
            }

            Assert.True(look < 100, "Nothing was delivered.");
            await Task.Delay(50, Token);
        }
    }

    internal static async Task<Answer> WaitForStatusAsync(OtherAccount account, string delivery, string status)
    {
        for (var look = 0; ; look++)
        {
            var answer = (await account.Api.GetAsync($"v1/webhooks/deliveries/{delivery}", Token)).Expect(HttpStatusCode.OK);
            if (answer.Body.GetProperty("delivery").GetProperty("status").GetString() == status)
            {
                return answer;
            }

            Assert.True(look < 200, $"{answer.Body}");
            await Task.Delay(50, Token);
        }
    }

    internal static async Task<Answer> SubmitAsync(OtherAccount account, string pictures, object? webhook, params (string Name, string Value)[] metadata) =>
        (await account.Api.PostAsync("v1/jobs", Body(pictures, webhook, metadata), Token)).Expect(HttpStatusCode.Accepted);

    /// <summary>A receiver that gets only final events.</summary>
    internal static object Ended(string url) => new { url, events = (string[])["job.completed", "job.failed"] };

    private static object Body(string pictures, object? webhook, params (string Name, string Value)[] metadata) => new
    {
        type = "image",
        prompts = (string[])["boat"],
        inputUrls = (string[])[$"{pictures}/missing.png"],
        webhook,
        metadata = metadata.ToDictionary(pair => pair.Name, pair => pair.Value),
    };
}
