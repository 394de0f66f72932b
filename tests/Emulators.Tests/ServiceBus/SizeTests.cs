using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class SizeTests
{
    private const int Limit = 256 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_over_256_KB_is_refused()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await AssertFailsAsync(ServiceBusFailureReason.MessageSizeExceeded, () => queue.Sender.SendMessageAsync(Message(Limit), Cancellation));
    }

    [Fact]
    public async Task A_message_just_under_256_KB_arrives()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await queue.Sender.SendMessageAsync(Message(Limit - 1024), Cancellation);

        Assert.Equal(Limit - 1024, (await queue.ReceiveAsync()).Body.ToMemory().Length);
    }

    [Fact]
    public async Task Application_properties_count_towards_the_limit()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        ServiceBusMessage message = Message(Limit / 2);
        message.ApplicationProperties["long"] = new string('x', Limit / 2);

        await AssertFailsAsync(ServiceBusFailureReason.MessageSizeExceeded, () => queue.Sender.SendMessageAsync(message, Cancellation));
    }

    [Fact]
    public async Task Messages_that_are_too_large_together_are_refused_all()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await AssertFailsAsync(
            ServiceBusFailureReason.MessageSizeExceeded, () => queue.Sender.SendMessagesAsync([Message(Limit / 2), Message(Limit / 2)], Cancellation));

        Assert.Empty(await queue.Receiver.PeekMessagesAsync(10, null, Cancellation));
    }

    [Fact]
    public async Task A_batch_takes_messages_until_it_is_full_and_is_sent_as_one()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using ServiceBusMessageBatch batch = await queue.Sender.CreateMessageBatchAsync(Cancellation);

        while (batch.TryAddMessage(Message(50_000)))
        {
        }

        Assert.Equal((5, (long)Limit), (batch.Count, batch.MaxSizeInBytes));
        Assert.InRange(batch.SizeInBytes, 250_000, Limit);
        await queue.Sender.SendMessagesAsync(batch, Cancellation);
        Assert.Equal(5, (await queue.Receiver.ReceiveMessagesAsync(10, Patience, Cancellation)).Count);
    }

    [Fact]
    public async Task A_batch_can_be_made_smaller_but_not_larger()
    {
        await using var queue = await QueueUnderTest.CreateAsync();
        using ServiceBusMessageBatch small = await queue.Sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 1000 }, Cancellation);

        Assert.False(small.TryAddMessage(Message(1000)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await queue.Sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = Limit + 1 }, Cancellation));
    }

    private static ServiceBusMessage Message(int size) => new(new byte[size]);
}
