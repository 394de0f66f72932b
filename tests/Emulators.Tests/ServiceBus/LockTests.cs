using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class LockTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_message_is_hidden_from_others()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("mine");

        await queue.ReceiveAsync();

        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_lock_ends_after_the_lock_duration_of_the_queue()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.HalfMinuteLock);
        await queue.SendAsync("mine");

        ServiceBusReceivedMessage message = await queue.ReceiveAsync();

        Assert.InRange(message.LockedUntil - DateTimeOffset.UtcNow, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
        Assert.NotEqual(Guid.Empty, Guid.Parse(message.LockToken));
    }

    [Fact]
    public async Task A_message_whose_lock_has_run_out_comes_back_with_the_delivery_counted()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await queue.SendAsync("again");
        ServiceBusReceivedMessage first = await queue.ReceiveAsync();

        ServiceBusReceivedMessage second = await queue.ReceiveAsync();

        Assert.Equal((1, 2), (first.DeliveryCount, second.DeliveryCount));
        Assert.Equal(first.SequenceNumber, second.SequenceNumber);
        Assert.NotEqual(first.LockToken, second.LockToken);
    }

    [Fact]
    public async Task A_message_whose_lock_has_run_out_comes_back_before_later_ones()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await queue.SendAsync("early");
        ServiceBusReceivedMessage early = await queue.ReceiveAsync();
        await queue.SendAsync("late");
        while (DateTimeOffset.UtcNow <= early.LockedUntil)
        {
            await Task.Yield();
        }

        Assert.Equal("early", (await queue.ReceiveAsync()).Body.ToString());
    }

    [Fact]
    public async Task Settling_after_the_lock_has_run_out_fails_with_MessageLockLost()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.ShortLock);
        await queue.SendAsync("late");
        ServiceBusReceivedMessage late = await queue.ReceiveAsync();
        ServiceBusReceivedMessage current = await queue.ReceiveAsync();

        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.CompleteMessageAsync(late, Cancellation));
        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.AbandonMessageAsync(late, null, Cancellation));
        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.DeadLetterMessageAsync(late, "late", null, Cancellation));
        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.DeferMessageAsync(late, null, Cancellation));
        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.RenewMessageLockAsync(late, Cancellation));
        Assert.Equal(2, current.DeliveryCount);
    }

    [Fact]
    public async Task Settling_twice_fails_with_MessageLockLost()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("once");
        ServiceBusReceivedMessage message = await queue.ReceiveAsync();
        await queue.Receiver.CompleteMessageAsync(message, Cancellation);

        await AssertFailsAsync(ServiceBusFailureReason.MessageLockLost, () => queue.Receiver.CompleteMessageAsync(message, Cancellation));
    }

    [Fact]
    public async Task Renewal_keeps_the_message_and_moves_LockedUntil()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.RenewedLock);
        await queue.SendAsync("mine");
        ServiceBusReceivedMessage message = await queue.ReceiveAsync();
        DateTimeOffset firstEnd = message.LockedUntil;

        while (DateTimeOffset.UtcNow <= firstEnd)
        {
            await queue.Receiver.RenewMessageLockAsync(message, Cancellation);
            await queue.AssertEmptyAsync();
        }

        Assert.True(message.LockedUntil > firstEnd);
        await queue.Receiver.CompleteMessageAsync(message, Cancellation);
    }

    [Fact]
    public async Task An_abandoned_message_comes_back_at_once_with_the_changed_properties()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("again") { ApplicationProperties = { ["kept"] = 1, ["changed"] = "old" } }, Cancellation);

        var changes = new Dictionary<string, object> { ["changed"] = "new", ["added"] = true };
        await queue.Receiver.AbandonMessageAsync(await queue.ReceiveAsync(), changes, Cancellation);
        ServiceBusReceivedMessage again = await queue.ReceiveAsync();

        Assert.Equal(2, again.DeliveryCount);
        Assert.Equal([("added", true), ("changed", "new"), ("kept", 1)], again.ApplicationProperties.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task A_peeked_message_cannot_be_settled()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.SendAsync("seen");
        ServiceBusReceivedMessage message = Assert.Single(await queue.Receiver.PeekMessagesAsync(1, null, Cancellation));

        await Assert.ThrowsAsync<InvalidOperationException>(() => queue.Receiver.CompleteMessageAsync(message, Cancellation));
    }
}
