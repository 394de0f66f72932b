using Microsoft.Extensions.Time.Testing;
using SegFunctions.Jobs;
using SegFunctions.Tests.Hosting;
using SegFunctions.Tests.Secrets;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;

namespace SegFunctions.Tests.Webhooks.Deliveries;

public sealed class DeliveryClientTests(Azurite azurite)
{
    [Fact]
    public async Task Tests_of_one_millisecond_are_deliveries_of_their_own_whatever_chance_draws()
    {
        var account = Azurite.DrawAccount();
        var table = new DeliveryTable(azurite.Tables, SecretKeys.CipherOf("key"));
        var client = new DeliveryClient(
            table, null!, null!, new WebhookDialects([StandardDialectTests.Create()]), new FakeTimeProvider(Specs.Now), new Draws(5, 5, 5, 6));
        var endpoint = new WebhookEndpoint(
            account, WebhookEndpoint.DrawId(), "", WebhookEvents.JobCompleted, new Receiver("https://hooks.example/", "whsec_unused"), Specs.Now);
        await using var durable = new ScriptedDurableClient();

        var first = await client.TestAsync(durable, endpoint, TestContext.Current.CancellationToken);
        var second = await client.TestAsync(durable, endpoint, TestContext.Current.CancellationToken);

        Assert.Equal((JobId.At(Specs.Now, 5).ToString(), JobId.At(Specs.Now, 6).ToString()), (first.JobId, second.JobId));
        Assert.Equal([first.InstanceIdOf(0), second.InstanceIdOf(0)], durable.Instances.Keys);
    }

    private sealed class Draws(params int[] values) : Random
    {
        private int _next;

        public override int Next() => values[_next++];
    }
}
