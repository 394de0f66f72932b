namespace FunctionsHost.Tests.Hosting;

/// <summary>Keys of host.json that the product sets, outside of <c>durableTask</c>, one way and the other.</summary>
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
    [InlineData(2, 2)]
    [InlineData(50, 6)]
    public async Task A_batch_has_at_most_so_many_messages(int limit, int largest)
    {
        await using var host = await HostUnderTest.StartAsync(settings: (Extensions + "serviceBus__maxMessageBatchSize", $"{limit}"));
        await host.StopWorkAsync();
        await host.Broker.SendAsync("batch", "a", "b", "c", "d", "e", "f");
        await host.StartAgainAsync();
        var batches = await host.NotesAsync("batch", 6 / largest);

        Assert.Equal(largest, batches.Max(batch => batch.Split(',').Length));
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
}
