using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

public sealed class FairnessTests
{
    private const int Messages = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_that_come_one_by_one_go_to_all_that_wait_for_them()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using ServiceBusReceiver one = Create(queue);
        await using ServiceBusReceiver other = Create(queue);
        // A receiver requests messages from its first call on.
        await QueueUnderTest.AssertEmptyAsync(one);
        await QueueUnderTest.AssertEmptyAsync(other);

        for (int i = 0; i < Messages; i++)
        {
            await queue.SendAsync("message");
        }

        int[] shares = [0, 0];
        for (var waited = Stopwatch.StartNew(); shares.Sum() < Messages && waited.Elapsed < QueueUnderTest.Patience;)
        {
            shares[0] += await CountAsync(one);
            shares[1] += await CountAsync(other);
        }

        Assert.Equal(Messages, shares.Sum());
        Assert.All(shares, share => Assert.InRange(share, Messages / 3, Messages * 2 / 3));
    }

    private static ServiceBusReceiver Create(QueueUnderTest queue) =>
        queue.Client.CreateReceiver(queue.Name, new ServiceBusReceiverOptions { PrefetchCount = Messages });

    /// <summary>What it has received so far.</summary>
    private static async Task<int> CountAsync(ServiceBusReceiver receiver)
    {
        int count = 0;
        while (await receiver.ReceiveMessageAsync(QueueUnderTest.Moment, Cancellation) is not null)
        {
            count++;
        }

        return count;
    }
}
