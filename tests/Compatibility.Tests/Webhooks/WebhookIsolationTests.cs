using System.Net;
using SegFunctions.Compatibility.Tests.SegmentationApi;
using SegFunctions.Compatibility.Tests.Stacks;

namespace SegFunctions.Compatibility.Tests.Webhooks;

/// <summary>One account's endpoints and deliveries are invisible to another: every route with the other's ids.</summary>
public sealed class WebhookIsolationTests(SharedStack stack)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Anothers_endpoints_and_deliveries_are_not_found_and_stay_as_they_are()
    {
        using var owner = await OtherAccount.CreateAsync(stack, Token);
        using var other = await OtherAccount.CreateAsync(stack, Token);
        await using var receiver = await TestReceiver.StartAsync();
        var created = (await owner.Api.PostAsync("v1/webhooks/endpoints", new { url = receiver.Url }, Token)).Expect(HttpStatusCode.Created);
        var endpoint = created.Body.GetProperty("endpoint").GetProperty("endpointId").GetString();
        var test = (await owner.Api.PostAsync($"v1/webhooks/endpoints/{endpoint}/test", "{}", Token)).Text("deliveryId");
        await JobWebhookTests.WaitForStatusAsync(owner, test, "delivered");

        foreach (var route in (string[])
        [
            $"GET v1/webhooks/endpoints/{endpoint}", $"PATCH v1/webhooks/endpoints/{endpoint}", $"DELETE v1/webhooks/endpoints/{endpoint}",
            $"POST v1/webhooks/endpoints/{endpoint}/test", $"POST v1/webhooks/endpoints/{endpoint}/rotate-secret",
            $"GET v1/webhooks/deliveries/{test}", $"POST v1/webhooks/deliveries/{test}/replay",
        ])
        {
            var words = route.Split(' ');
            var answer = await other.Api.SendOwnAsync(new HttpMethod(words[0]), words[1], words[0] is "GET" or "DELETE" ? null : "{}", Token);
            Assert.Equal((route, "404 not_found"), (route, answer.Error));
        }

        foreach (var list in (string[])["v1/webhooks/endpoints", "v1/webhooks/deliveries", $"v1/webhooks/deliveries?endpointId={endpoint}", $"v1/webhooks/deliveries?nextToken={test}"])
        {
            Assert.Empty((await other.Api.GetAsync(list, Token)).Expect(HttpStatusCode.OK).Body.GetProperty("items").EnumerateArray());
        }

        var range = new { from = DateTimeOffset.UtcNow.AddHours(-1), to = DateTimeOffset.UtcNow.AddHours(1), endpointId = endpoint };
        Assert.Empty((await other.Api.PostAsync("v1/webhooks/deliveries/replay", range, Token)).Expect(HttpStatusCode.Accepted).Body.GetProperty("deliveryIds").EnumerateArray());
        Assert.Equal(created.Body.GetProperty("endpoint").GetRawText(), (await owner.Api.GetAsync($"v1/webhooks/endpoints/{endpoint}", Token)).Body.GetRawText());
        Assert.Single(receiver.Heard);
    }
}
