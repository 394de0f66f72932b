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

    [Fact]
    public async Task A_number_that_no_deferred_message_has_is_MessageNotFound()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("active");
        ServiceBusReceivedMessage active = Assert.Single(await queue.Receiver.PeekMessagesAsync(1, null, Cancellation));

        await AssertFailsAsync(
            ServiceBusFailureReason.MessageNotFound, () => queue.Receiver.ReceiveDeferredMessageAsync(active.SequenceNumber, Cancellation));
    }
}
