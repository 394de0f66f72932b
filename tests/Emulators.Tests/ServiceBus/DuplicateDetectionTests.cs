using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus;

public sealed class DuplicateDetectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_message_id_is_accepted_and_dropped()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OnceEach);
        await queue.Sender.SendMessageAsync(Message("job:1:0", "first"), Cancellation);
        await queue.Sender.SendMessageAsync(Message("job:1:0", "repeated"), Cancellation);
        await queue.Sender.SendMessagesAsync([Message("job:2:0", "other"), Message("job:2:0", "repeated in one send")], Cancellation);

        IReadOnlyList<ServiceBusReceivedMessage> messages = await queue.Receiver.PeekMessagesAsync(10, null, Cancellation);

        Assert.Equal(["first", "other"], messages.Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task A_message_id_is_remembered_after_its_message_is_gone()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OnceEach);
        await queue.Sender.SendMessageAsync(Message("job:1:0", "first"), Cancellation);
        await queue.Receiver.CompleteMessageAsync(await queue.ReceiveAsync(), Cancellation);

        await queue.Sender.SendMessageAsync(Message("job:1:0", "repeated"), Cancellation);

        await queue.AssertEmptyAsync();
    }

    [Fact]
    public async Task A_queue_without_duplicate_detection_takes_every_message()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await queue.Sender.SendMessagesAsync([Message("same", "one"), Message("same", "two")], Cancellation);

        Assert.Equal(2, (await queue.Receiver.PeekMessagesAsync(10, null, Cancellation)).Count);
    }

    private static ServiceBusMessage Message(string id, string body) => new(body) { MessageId = id };
}
