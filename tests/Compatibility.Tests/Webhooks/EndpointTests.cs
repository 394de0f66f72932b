using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>An account's endpoints from creation to deletion.</summary>
public sealed class EndpointTests(SharedStack stack)
{
    private const string Route = "v1/webhooks/endpoints";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_hears_of_every_job_from_the_next_one_on()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync();
        await JobWebhookTests.SubmitAsync(account, receiver.Url, null);
        var created = await CreateAsync(account, new { url = receiver.Url, events = (string[])["job.failed"], signature = "v1a", headers = new Dictionary<string, string> { ["x-tenant"] = "7" } });
        var job = await JobWebhookTests.SubmitAsync(account, receiver.Url, null);
        var message = (await receiver.HearAsync(1, Token)).Single();

        Assert.Equal((job.Text("jobId"), "7"), (message.Data.GetProperty("jobId").GetString(), message.Headers["x-tenant"]));
        var verdict = await NodeJudge.JudgeAsync(created.Text("secret"), created.Body.GetProperty("endpoint").GetProperty("publicKey").GetString(), message, Token);
        Assert.Equal("""{"v1":true,"v1a":true}""", verdict.GetRawText());
    }

    [Fact]
    public async Task It_can_be_read_changed_tested_switched_off_and_deleted_and_its_secret_is_shown_once()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync();
        var created = await CreateAsync(account, new { url = receiver.Url, name = "mine", events = (string[])["job.completed"] });
        var id = created.Body.GetProperty("endpoint").GetProperty("endpointId").GetString()!;

        Assert.StartsWith("whsec_", created.Text("secret"), StringComparison.Ordinal);
        Assert.Equal(created.Body.GetProperty("endpoint").GetRawText(), (await GetAsync(account, id)).GetRawText());
        Assert.DoesNotContain("secret\"", (await GetAsync(account, id)).GetRawText(), StringComparison.Ordinal);
        var changed = await PatchAsync(account, id, """{"name":"ours","events":["job.failed"]}""");
        Assert.Equal(("ours", "job.failed"), (changed.GetProperty("name").GetString(), changed.GetProperty("events")[0].GetString()));

        var test = (await account.Api.PostAsync($"{Route}/{id}/test", "{}", Token)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("webhook.test", (await receiver.HearAsync(1, Token)).Single().Type);
        await JobWebhookTests.WaitForStatusAsync(account, test.Text("deliveryId"), "delivered");

        var off = await PatchAsync(account, id, """{"enabled":false}""");
        Assert.Equal(("by_owner", false), (off.GetProperty("disabledReason").GetString(), off.GetProperty("enabled").GetBoolean()));
        Assert.Equal("400 invalid_request", (await account.Api.PostAsync($"{Route}/{id}/test", "{}", Token)).Error);
        Assert.True((await PatchAsync(account, id, """{"enabled":true}""")).GetProperty("enabled").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await account.Api.SendOwnAsync(HttpMethod.Delete, $"{Route}/{id}", null, Token)).Status);
        Assert.Equal("404 not_found", (await account.Api.GetAsync($"{Route}/{id}", Token)).Error);
        Assert.Empty((await account.Api.GetAsync(Route, Token)).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task While_a_secret_is_being_changed_old_and_new_receivers_verify_messages()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        await using var receiver = await TestReceiver.StartAsync();
        var created = await CreateAsync(account, new { url = receiver.Url, signature = "v1a" });
        var endpoint = created.Body.GetProperty("endpoint");
        var path = $"{Route}/{endpoint.GetProperty("endpointId").GetString()}";
        var rotated = (await account.Api.PostAsync($"{path}/rotate-secret", """{"overlapHours":1}""", Token)).Expect(HttpStatusCode.OK);
        await account.Api.PostAsync($"{path}/test", "{}", Token);
        var message = (await receiver.HearAsync(1, Token)).Single();

        Assert.Equal(5, message.Headers["webhook-signature"].Split(' ').Length);
        foreach (var answer in (Answer[])[created, rotated])
        {
            var key = answer.Body.GetProperty("endpoint").GetProperty("publicKey").GetString();
            Assert.Equal("""{"v1":true,"v1a":true}""", (await NodeJudge.JudgeAsync(answer.Text("secret"), key, message, Token)).GetRawText());
        }

        var end = rotated.Body.GetProperty("endpoint").GetProperty("oldSecretUntil").GetDateTimeOffset();
        Assert.InRange(end - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Deliveries_can_be_sent_again_one_by_one_and_by_their_time()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token, tokens: 10);
        await using var receiver = await TestReceiver.StartAsync();
        var id = (await CreateAsync(account, JobWebhookTests.Ended(receiver.Url))).Body.GetProperty("endpoint").GetProperty("endpointId").GetString();
        var from = DateTimeOffset.UtcNow.AddMinutes(-1);
        await JobWebhookTests.SubmitAsync(account, receiver.Url, null);
        await receiver.HearAsync(1, Token);
        var delivery = await JobWebhookTests.WaitForDeliveryAsync(account, $"endpointId={id}");
        await JobWebhookTests.WaitForStatusAsync(account, delivery, "delivered");

        (await account.Api.PostAsync($"v1/webhooks/deliveries/{delivery}/replay", "{}", Token)).Expect(HttpStatusCode.Accepted);
        await receiver.HearAsync(2, Token);
        await JobWebhookTests.WaitForStatusAsync(account, delivery, "delivered");
        var range = new { from, to = DateTimeOffset.UtcNow.AddMinutes(1), endpointId = id };
        var replayed = (await account.Api.PostAsync("v1/webhooks/deliveries/replay", range, Token)).Expect(HttpStatusCode.Accepted);
        var heard = await receiver.HearAsync(3, Token);

        Assert.Equal(delivery, Assert.Single(replayed.Body.GetProperty("deliveryIds").EnumerateArray()).GetString());
        Assert.Single(heard.Select(message => (message.Id, message.Body)).Distinct());
        Assert.Equal(3, heard.Select(message => message.Headers["webhook-signature"]).Count());
    }

    [Fact]
    public async Task One_that_answers_410_is_disabled_and_its_owner_sees_why()
    {
        using var account = await OtherAccount.CreateAsync(stack, Token);
        await using var receiver = await TestReceiver.StartAsync(_ => Results.StatusCode(410));
        var id = (await CreateAsync(account, new { url = receiver.Url })).Body.GetProperty("endpoint").GetProperty("endpointId").GetString()!;
        var test = await account.Api.PostAsync($"{Route}/{id}/test", "{}", Token);
        await JobWebhookTests.WaitForStatusAsync(account, test.Text("deliveryId"), "failed");

        Assert.Equal("gone", (await GetAsync(account, id)).GetProperty("disabledReason").GetString());
        Assert.Single(receiver.Heard);
    }

    private static async Task<Answer> CreateAsync(OtherAccount account, object body) =>
        (await account.Api.PostAsync(Route, body, Token)).Expect(HttpStatusCode.Created);

    private static async Task<JsonElement> GetAsync(OtherAccount account, string id) =>
        (await account.Api.GetAsync($"{Route}/{id}", Token)).Expect(HttpStatusCode.OK).Body;

    private static async Task<JsonElement> PatchAsync(OtherAccount account, string id, string body) =>
        (await account.Api.SendOwnAsync(HttpMethod.Patch, $"{Route}/{id}", body, Token)).Expect(HttpStatusCode.OK).Body;
}
