using Azure.Messaging.ServiceBus;

namespace Emulators.Tests.ServiceBus.Kills;

/// <summary>Four senders and four receivers in this process that survive the broker's death. Each message is sent once: failures are not retried.</summary>
internal sealed class DotnetPeers(string connectionString, KillLedger ledger)
{
    private const int Each = 4;
    private const int AtOnce = 20;
    private const string Queue = "orders";

    // Long enough for the disk, short enough for a dead broker.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async Task RunAsync(CancellationToken stopping)
    {
        await using var client = Connect(connectionString);
        await Task.WhenAll(Enumerable.Range(0, Each).SelectMany(number => (Task[])[SendAsync(client, number, stopping), ReceiveAsync(client, stopping)]));
    }

    /// <summary>Receives until no more messages come.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await using var client = Connect(connectionString);
        await using var receiver = client.CreateReceiver(Queue);
        var misses = 0;
        while (misses < 3)
        {
            misses = await TryReceiveAsync(receiver, cancellationToken) ? 0 : misses + 1;
        }
    }

    private static ServiceBusClient Connect(string connectionString) =>
        new(connectionString, new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0, TryTimeout = Patience } });

    private async Task SendAsync(ServiceBusClient client, int sender, CancellationToken stopping)
    {
        await using var link = client.CreateSender(Queue);
        for (var number = 0; !stopping.IsCancellationRequested; number++)
        {
            var id = $"{KillLedger.OfDotnet}{sender}-{number}";
            try
            {
                await link.SendMessageAsync(new ServiceBusMessage(new byte[256]) { MessageId = id }, CancellationToken.None);
                ledger.Accept(id, KillLedger.Now);
                await Task.Delay(1, CancellationToken.None);
            }
            catch (Exception exception) when (IsPassing(exception))
            {
                ledger.Doubt();
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task ReceiveAsync(ServiceBusClient client, CancellationToken stopping)
    {
        await using var receiver = client.CreateReceiver(Queue);
        while (!stopping.IsCancellationRequested)
        {
            await TryReceiveAsync(receiver, CancellationToken.None);
        }
    }

    /// <returns>Whether a message came.</returns>
    private async Task<bool> TryReceiveAsync(ServiceBusReceiver receiver, CancellationToken cancellationToken)
    {
        try
        {
            var messages = await receiver.ReceiveMessagesAsync(AtOnce, Wait, cancellationToken);
            foreach (var message in messages)
            {
                ledger.Receive(message.MessageId, KillLedger.Now);
            }

            await Task.WhenAll(messages.Select(message => TryCompleteAsync(receiver, message, cancellationToken)));
            return messages.Count > 0;
        }
        catch (Exception exception) when (IsPassing(exception))
        {
            await Task.Delay(Pause, cancellationToken);
            return false;
        }
    }

    private async Task TryCompleteAsync(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await receiver.CompleteMessageAsync(message, cancellationToken);
            ledger.Complete(message.MessageId, KillLedger.Now);
        }
        catch (Exception exception) when (IsPassing(exception))
        {
            // The message will be delivered again.
        }
    }

    private static bool IsPassing(Exception exception) => exception is ServiceBusException or TimeoutException or OperationCanceledException or UnauthorizedAccessException;
}
