using System.Net;

namespace FunctionsHost.Tests.Hosting;

/// <summary>Keys of host.json that the product sets outside <c>durableTask</c>, with both values.</summary>
public sealed class HostJsonTests
{
    private const string Extensions = "AzureFunctionsJobHost__extensions__";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, new[] { "1", "1" })]
    [InlineData(2, new[] { "1", "2" })]
    public async Task So_many_messages_are_in_hand_at_once(int limit, string[] running)
    {
        await using var host = await HostUnderTest.StartAsync(settings: (Extensions + "serviceBus__maxConcurrentCalls", $"{limit}"));
        await host.Broker.SendAsync("single", "wait", "wait");

        Assert.Equal(running, await host.NotesAsync("side-by-side", 2));
    }

    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(50, 3, 6)]
    public async Task A_batch_has_at_most_so_many_messages(int limit, int least, int most)
    {
        await using var host = await HostUnderTest.StartAsync(settings: (Extensions + "serviceBus__maxMessageBatchSize", $"{limit}"));
        await host.StopWorkAsync();
        await host.Broker.SendAsync("batch", "a", "b", "c", "d", "e", "f");
        await host.StartAgainAsync();
        var batches = await host.NotesAsync("batch", 6 / most);

        // The client waits 20 ms for a second message, within which not all that are stored come on a busy machine.
        Assert.InRange(batches.Max(batch => batch.Split(',').Length), least, most);
    }

    [Theory]
    [InlineData(1, "a")]
    [InlineData(2, "a,b")]
    public async Task A_batch_waits_for_so_many_messages(int least, string first)
    {
        await using var host = await HostUnderTest.StartAsync(settings: (Extensions + "serviceBus__minMessageBatchSize", $"{least}"));
        await host.Broker.SendAsync("batch", "a");
        await Task.Delay(300, Cancellation);
        await host.Broker.SendAsync("batch", "b");

        Assert.Equal(first, (await host.NotesAsync("batch", 1))[0]);
    }

    [Theory]
    [InlineData(0, "next")]
    [InlineData(5, null)]
    public async Task So_many_messages_are_taken_ahead(int count, string? leftForOthers)
    {
        await using var host = await HostUnderTest.StartAsync(
            settings: [(Extensions + "serviceBus__prefetchCount", $"{count}"), (Extensions + "serviceBus__maxConcurrentCalls", "1")]);
        await host.Broker.SendAsync("single", "wait", "next");
        await host.NotesAsync("single", 1);
        await using var another = host.Broker.Client.CreateReceiver("single");

        Assert.Equal(leftForOthers, (await another.ReceiveMessageAsync(TimeSpan.FromMilliseconds(300), Cancellation))?.Body.ToString());
    }

    [Theory]
    [InlineData("00:05:00", new[] { "1" })]
    [InlineData("00:00:00", new[] { "1", "2" })]
    public async Task A_lock_is_renewed_for_so_long(string duration, string[] deliveries)
    {
        await using var host = await HostUnderTest.StartAsync(settings: (Extensions + "serviceBus__maxAutoLockRenewalDuration", duration));
        await host.Broker.SendAsync("brief", "wait");
        await HostUnderTest.EventuallyAsync(async () => (await host.NotesAsync("brief")).Count >= deliveries.Length && (await host.Broker.PeekAsync("brief")).Count == 0);

        Assert.Equal(deliveries, (await host.NotesAsync("brief")).Take(deliveries.Length));
        Assert.Equal(deliveries.Length == 1, (await host.NotesAsync("brief")).Count == 1);
    }

    [Theory]
    [InlineData("", "notes/none", "v9/notes/none")]
    [InlineData("v9", "v9/notes/none", "notes/none")]
    public async Task Routes_begin_with_the_prefix(string prefix, string there, string notThere)
    {
        await using var host = await HostUnderTest.StartAsync();
        await host.StopWorkAsync();
        host.SetHostJson($$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "{{prefix}}" } } }""");
        await host.StartAgainAsync();

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync(there, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync(notThere, Cancellation)).StatusCode);
    }
}
