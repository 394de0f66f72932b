using Azure.Messaging.ServiceBus;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>What ten receivers cost while waiting for messages that do not come: their process and the broker.</summary>
internal static class WaitingRows
{
    public const string Verb = "queue-wait";
    public const string Queue = "silent";
    private const int Receivers = 10;
    private const string Ready = "ready";
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(QueueStage stage, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var other = QueueProcess.Start(stage.ConnectionString, Verb);
        await other.ReadLineAsync(cancellationToken);
        await Task.Delay(Settle, cancellationToken);
        var waiting = new ProcessUse(other.Process);
        var broker = new ProcessUse(stage.Broker);
        await Task.Delay(duration, cancellationToken);
        Console.WriteLine($"idle, the process of {Receivers} waiting receivers: {waiting.Describe()}");
        Console.WriteLine($"idle, the broker of {Receivers} waiting receivers: {broker.Describe()}");
    }

    /// <summary>In the other process: receives one message so that everything is loaded, then waits for more.</summary>
    public static async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(QueueProcess.ConnectionString);
        var receivers = Enumerable.Range(0, Receivers).Select(_ => client.CreateReceiver(Queue)).ToArray();
        await using (var sender = client.CreateSender(Queue))
        {
            await sender.SendMessageAsync(new ServiceBusMessage("x"), cancellationToken);
            var message = await receivers[0].ReceiveMessageAsync(null, cancellationToken) ?? throw new TimeoutException("No message came.");
            await receivers[0].CompleteMessageAsync(message, cancellationToken);
        }

        var waiting = receivers.Select(receiver => ReceiveAsync(receiver, cancellationToken)).ToArray();
        Console.WriteLine(Ready);
        await Task.WhenAll(waiting);
        return 0;
    }

    private static async Task ReceiveAsync(ServiceBusReceiver receiver, CancellationToken cancellationToken)
    {
        await foreach (var message in receiver.ReceiveMessagesAsync(cancellationToken))
        {
            await receiver.CompleteMessageAsync(message, cancellationToken);
        }
    }
}
