using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

public sealed class PeekTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Peeking_locks_nothing_and_counts_no_delivery()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("seen");

        ServiceBusReceivedMessage peeked = Assert.Single(await queue.Receiver.PeekMessagesAsync(10, null, Cancellation));
        ServiceBusReceivedMessage received = await queue.ReceiveAsync();

        Assert.Equal((0, Guid.Empty), (peeked.DeliveryCount, Guid.Parse(peeked.LockToken)));
        Assert.Equal((peeked.SequenceNumber, 1), (received.SequenceNumber, received.DeliveryCount));
    }

    [Fact]
    public async Task Peeking_goes_on_after_the_last_message_seen_or_starts_where_it_is_told()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("one", "two", "three");

        ServiceBusReceivedMessage first = Assert.Single(await queue.Receiver.PeekMessagesAsync(1, null, Cancellation));
        IReadOnlyList<ServiceBusReceivedMessage> rest = await queue.Receiver.PeekMessagesAsync(10, null, Cancellation);
        IReadOnlyList<ServiceBusReceivedMessage> all = await queue.Receiver.PeekMessagesAsync(10, first.SequenceNumber, Cancellation);

        Assert.Equal(["two", "three"], rest.Select(message => message.Body.ToString()));
        Assert.Equal(["one", "two", "three"], all.Select(message => message.Body.ToString()));
        Assert.Null(await queue.Receiver.PeekMessageAsync(null, Cancellation));
    }

    [Fact]
    public async Task Peeking_shows_scheduled_deferred_and_locked_messages_and_says_so()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("deferred", "locked");
        await queue.Receiver.DeferMessageAsync(await queue.ReceiveAsync(), null, Cancellation);
        await queue.ReceiveAsync();
        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("scheduled"), DateTimeOffset.UtcNow.AddHours(1), Cancellation);

        IReadOnlyList<ServiceBusReceivedMessage> messages = await queue.Receiver.PeekMessagesAsync(10, null, Cancellation);

        Assert.Equal(
            [("deferred", ServiceBusMessageState.Deferred), ("locked", ServiceBusMessageState.Active), ("scheduled", ServiceBusMessageState.Scheduled)],
            messages.Select(message => (message.Body.ToString(), message.State)));
    }
}
