using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>
/// From calling send in this process to receive returning in another one that waits, with nothing else in the queue. Both read the same clock, which
/// Linux keeps for the whole machine; the time of sending travels in the body.
/// </summary>
internal static class SentToReceived
{
    public const string Verb = "queue-receive";
    public const string Queue = "sent";
    private const int WarmUps = 200;

    // After the receiver's last line, until it is waiting again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    public static async Task MeasureAsync(QueueStage stage, int runs, CancellationToken cancellationToken)
    {
        using var other = QueueProcess.Start(stage.ConnectionString, Verb);
        await using var client = new ServiceBusClient(stage.ConnectionString);
        await using var sender = client.CreateSender(Queue);
        var times = new double[runs];
        for (var run = -WarmUps; run < runs; run++)
        {
            var body = new byte[LoadClient.BodyBytes];
            BinaryPrimitives.WriteInt64LittleEndian(body, Stopwatch.GetTimestamp());
            await sender.SendMessageAsync(new ServiceBusMessage(body), cancellationToken);
            var time = double.Parse(await other.ReadLineAsync(cancellationToken), CultureInfo.InvariantCulture);
            if (run >= 0)
            {
                times[run] = time;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sent to received by a waiting receiver in another process, {LoadClient.BodyBytes} bytes: p50 {Percentiles.Of(times, 50):F2} ms, p99 {Percentiles.Of(times, 99):F2} ms of {runs}"));
    }

    /// <summary>In the other process: prints each message's milliseconds after completing the message.</summary>
    public static async Task<int> ReceiveAsync(CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(QueueProcess.ConnectionString);
        await using var receiver = client.CreateReceiver(Queue);
        await foreach (var message in receiver.ReceiveMessagesAsync(cancellationToken))
        {
            var received = Stopwatch.GetTimestamp();
            var sent = BinaryPrimitives.ReadInt64LittleEndian(message.Body.ToMemory().Span);
            await receiver.CompleteMessageAsync(message, cancellationToken);
            Console.WriteLine(Stopwatch.GetElapsedTime(sent, received).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }
}
