using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class DeferTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deferred_message_is_received_by_its_number_only()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("aside");
        ServiceBusReceivedMessage message = await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(message, new Dictionary<string, object> { ["why"] = "later" }, Cancellation);
        await queue.AssertEmptyAsync();

        ServiceBusReceivedMessage again = await queue.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancellation);

        Assert.Equal(("aside", "later"), (again.Body.ToString(), again.ApplicationProperties["why"]));
        await queue.Receiver.CompleteMessageAsync(again, Cancellation);
    }

    [Fact]
    public async Task An_abandoned_deferred_message_stays_aside()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("aside");
        ServiceBusReceivedMessage message = await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(message, null, Cancellation);

        await queue.Receiver.AbandonMessageAsync(
            await queue.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancellation), null, Cancellation);

        await queue.AssertEmptyAsync();
        Assert.Equal(3, (await queue.Receiver.ReceiveDeferredMessageAsync(message.SequenceNumber, Cancellation)).DeliveryCount);
    }

    [Theory]
    [InlineData(ServiceBusReceiveMode.PeekLock)]
    [InlineData(ServiceBusReceiveMode.ReceiveAndDelete)]
    public async Task Several_are_received_together_or_none_when_one_is_missing(ServiceBusReceiveMode mode)
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await using ServiceBusReceiver receiver = queue.Client.CreateReceiver(queue.Name, new ServiceBusReceiverOptions { ReceiveMode = mode });
        await queue.SendAsync("one", "two");
        long[] numbers = [await DeferNextAsync(queue), await DeferNextAsync(queue)];

        await AssertFailsAsync(
            ServiceBusFailureReason.MessageNotFound, () => receiver.ReceiveDeferredMessagesAsync([.. numbers, numbers.Max() + 1], Cancellation));
        var both = await receiver.ReceiveDeferredMessagesAsync(numbers, Cancellation);

        Assert.Equal(["one", "two"], both.Select(message => message.Body.ToString()));
        Assert.All(both, message => Assert.Equal(2, message.DeliveryCount));
        Assert.Equal(mode == ServiceBusReceiveMode.PeekLock ? 2 : 0, (await queue.Receiver.PeekMessagesAsync(10, 0, Cancellation)).Count);
    }

    [Fact]
    public async Task A_number_that_no_deferred_message_has_is_MessageNotFound()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("active");
        ServiceBusReceivedMessage active = Assert.Single(await queue.Receiver.PeekMessagesAsync(1, null, Cancellation));

        await AssertFailsAsync(
            ServiceBusFailureReason.MessageNotFound, () => queue.Receiver.ReceiveDeferredMessageAsync(active.SequenceNumber, Cancellation));
    }

    private static async Task<long> DeferNextAsync(QueueUnderTest queue)
    {
        ServiceBusReceivedMessage message = await queue.ReceiveAsync();
        await queue.Receiver.DeferMessageAsync(message, null, Cancellation);
        return message.SequenceNumber;
    }
}
