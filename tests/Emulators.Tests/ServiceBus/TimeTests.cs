using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

/// <summary>Messages that are not due yet, and messages that have expired.</summary>
public sealed class TimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scheduled_message_arrives_when_it_is_due_and_not_before()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        DateTimeOffset due = In(TimeSpan.FromSeconds(1));
        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("later"), due, Cancellation);

        ServiceBusReceivedMessage message = await queue.ReceiveAsync();

        Assert.True(DateTimeOffset.UtcNow >= due);
        Assert.InRange(message.EnqueuedTime, due, due + Patience);
    }

    [Fact]
    public async Task A_message_with_a_ScheduledEnqueueTime_waits_for_it()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        DateTimeOffset due = In(TimeSpan.FromSeconds(0.7));
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = due }, Cancellation);

        Assert.Equal("later", (await queue.ReceiveAsync()).Body.ToString());
        Assert.True(DateTimeOffset.UtcNow >= due);
    }

    [Fact]
    public async Task A_message_that_waits_for_its_time_holds_up_none_behind_it()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.Sender.SendMessageAsync(
            new ServiceBusMessage("later") { ScheduledEnqueueTime = DateTimeOffset.UtcNow.AddHours(1) }, Cancellation);
        await queue.SendAsync("now");

        Assert.Equal("now", (await queue.ReceiveAsync()).Body.ToString());
        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_receiver_that_waits_already_gets_a_message_scheduled_meanwhile()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        Task<ServiceBusReceivedMessage> waiting = queue.ReceiveAsync();

        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("soon"), DateTimeOffset.UtcNow.AddSeconds(0.3), Cancellation);

        Assert.Equal("soon", (await waiting).Body.ToString());
    }

    [Fact]
    public async Task A_scheduled_message_can_be_canceled_once()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        long number = await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("never"), DateTimeOffset.UtcNow.AddHours(1), Cancellation);

        await queue.Sender.CancelScheduledMessageAsync(number, Cancellation);

        await AssertFailsAsync(ServiceBusFailureReason.MessageNotFound, () => queue.Sender.CancelScheduledMessageAsync(number, Cancellation));
        Assert.Empty(await queue.Receiver.PeekMessagesAsync(1, null, Cancellation));
    }

    [Fact]
    public async Task A_message_that_has_outlived_its_time_is_dropped()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("short") { TimeToLive = TimeSpan.FromMilliseconds(1) }, Cancellation);
        await queue.Sender.ScheduleMessageAsync(new ServiceBusMessage("next"), DateTimeOffset.UtcNow.AddMilliseconds(100), Cancellation);

        Assert.Equal("next", (await queue.ReceiveAsync()).Body.ToString());
        await AssertEmptyAsync(queue.DeadLetters);
    }

    [Fact]
    public async Task A_queue_shortens_a_message_s_life_to_its_default()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.TwoMinutesOfLife);
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("x") { TimeToLive = TimeSpan.FromDays(1) }, Cancellation);

        Assert.Equal(TimeSpan.FromMinutes(2), (await queue.ReceiveAsync()).TimeToLive);
    }

    /// <summary>A time that arrives unchanged: AMQP has whole milliseconds and cuts off the rest.</summary>
    private static DateTimeOffset In(TimeSpan wait) => DateTimeOffset.FromUnixTimeMilliseconds((DateTimeOffset.UtcNow + wait).ToUnixTimeMilliseconds());
}
