using Azure.Messaging.ServiceBus;
using static Emulators.Tests.ServiceBus.QueueUnderTest;

namespace Emulators.Tests.ServiceBus;

public sealed class NamespaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_queue_is_MessagingEntityNotFound()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await AssertFailsAsync(
            ServiceBusFailureReason.MessagingEntityNotFound,
            () => queue.Client.CreateSender("nowhere").SendMessageAsync(new ServiceBusMessage("x"), Cancellation));
        await AssertFailsAsync(
            ServiceBusFailureReason.MessagingEntityNotFound, () => queue.Client.CreateReceiver("nowhere").ReceiveMessageAsync(Moment, Cancellation));
    }

    [Fact]
    public async Task Queue_names_ignore_case()
    {
        await using var queue = await QueueUnderTest.CreateAsync();

        await queue.Client.CreateSender(queue.Name.ToUpperInvariant()).SendMessageAsync(new ServiceBusMessage("x"), Cancellation);

        await queue.ReceiveAsync();
    }
}
