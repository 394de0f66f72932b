using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus.OnBroker;

/// <summary>Lifetimes and windows that end at once; the real ones last at least seconds.</summary>
public sealed class InstantTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_has_outlived_its_time_is_dead_lettered_where_the_queue_wants_it()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.Plain with { TimeToLive = "PT0.0000001S", DeadLettersExpired = true });
        await queue.SendAsync("short");
        await queue.AssertEmptyAsync();

        Assert.Equal("TTLExpiredException", (await ReceiveAsync(queue.DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task A_message_id_is_accepted_again_after_the_window()
    {
        await using var queue = await QueueUnderTest.CreateAsync(QueueKind.OnceEach with { DuplicateWindow = "PT0.0000001S" });
        await queue.Sender.SendMessageAsync(new ServiceBusMessage("first") { MessageId = "job:1:0" }, Cancellation);

        await queue.Sender.SendMessageAsync(new ServiceBusMessage("second") { MessageId = "job:1:0" }, Cancellation);

        Assert.Equal(2, (await queue.Receiver.PeekMessagesAsync(10, null, Cancellation)).Count);
    }
}
