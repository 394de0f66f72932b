using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>How soon a message reaches a waiting receiver: half of a round trip.</summary>
internal static class EchoRows
{
    public const string Verb = "queue-echo";
    public const string There = "there";
    public const string Back = "back";
    private const int WarmUps = 200;

    public static async Task MeasureAsync(QueueStage stage, int runs, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(stage.ConnectionString);
        using (var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            Task echo = EchoAsync(stage.ConnectionString, stopping.Token);
            await MeasureAsync(client, runs, "in the same process", cancellationToken);
            await stopping.CancelAsync();
            await echo.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var other = QueueProcess.Start(stage.ConnectionString, Verb);
        await MeasureAsync(client, runs, "in another process", cancellationToken);
    }

    /// <summary>In the other process: returns every message.</summary>
    public static async Task<int> EchoAsync(string connection, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(connection);
        await using var receiver = client.CreateReceiver(There);
        await using var sender = client.CreateSender(Back);
        await foreach (var message in receiver.ReceiveMessagesAsync(cancellationToken))
        {
            await sender.SendMessageAsync(new ServiceBusMessage(message.Body), cancellationToken);
            await receiver.CompleteMessageAsync(message, cancellationToken);
        }

        return 0;
    }

    /// <summary>A round trip, half of which counts as one way: two sends committed to disk, two waiting receivers.</summary>
    private static async Task MeasureAsync(ServiceBusClient client, int runs, string where, CancellationToken cancellationToken)
    {
        await using var sender = client.CreateSender(There);
        await using var receiver = client.CreateReceiver(Back);
        var times = new List<double>();
        for (var run = 0; run < WarmUps + runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await sender.SendMessageAsync(new ServiceBusMessage("x"), cancellationToken);
            var answer = await receiver.ReceiveMessageAsync(null, cancellationToken) ?? throw new TimeoutException("No answer came.");
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds / 2);
            await receiver.CompleteMessageAsync(answer, cancellationToken);
        }

        double[] measured = [.. times.Skip(WarmUps)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one way, receiver {where}: median {Percentiles.Of(measured, 50):F1} ms, p99 {Percentiles.Of(measured, 99):F1} ms of {runs}"));
    }
}
