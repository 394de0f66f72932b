using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Takes what rubbish has left in a queue, so that what the broker keeps for it is not mistaken for what it leaks.</summary>
internal static class Purge
{
    private const int AtOnce = 200;
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(300);

    /// <summary>Leaves what is locked, which comes back.</summary>
    public static async Task RunAsync(string connectionString, string queue, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using var sender = client.CreateSender(queue);
        await using var active = client.CreateReceiver(queue, Taking(SubQueue.None));
        await using var dead = client.CreateReceiver(queue, Taking(SubQueue.DeadLetter));
        await using var looking = client.CreateReceiver(queue);
        await TakeAllAsync(active, cancellationToken);
        await TakeAllAsync(dead, cancellationToken);
        IReadOnlyList<ServiceBusReceivedMessage> left;
        for (var from = 0L; (left = await looking.PeekMessagesAsync(AtOnce, from, cancellationToken)).Count > 0; from = left[^1].SequenceNumber + 1)
        {
            await RemoveAsync(sender, active, left, cancellationToken);
        }
    }

    private static ServiceBusReceiverOptions Taking(SubQueue subQueue) => new() { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete, SubQueue = subQueue };

    private static async Task TakeAllAsync(ServiceBusReceiver receiver, CancellationToken cancellationToken)
    {
        while ((await receiver.ReceiveMessagesAsync(AtOnce, _moment, cancellationToken)).Count > 0)
        {
        }
    }

    private static async Task RemoveAsync(
        ServiceBusSender sender, ServiceBusReceiver receiver, IReadOnlyList<ServiceBusReceivedMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            var deferred = Numbers(ServiceBusMessageState.Deferred);
            var scheduled = Numbers(ServiceBusMessageState.Scheduled);
            await (deferred.Length == 0 ? Task.CompletedTask : receiver.ReceiveDeferredMessagesAsync(deferred, cancellationToken));
            await (scheduled.Length == 0 ? Task.CompletedTask : sender.CancelScheduledMessagesAsync(scheduled, cancellationToken));
        }
        // Somebody else was faster with one of them; the next purge takes the others.
        catch (ServiceBusException)
        {
        }

        long[] Numbers(ServiceBusMessageState state) => [.. messages.Where(message => message.State == state).Select(message => message.SequenceNumber)];
    }
}
