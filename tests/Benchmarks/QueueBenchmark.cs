using System.CommandLine;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace SegFunctions.Benchmarks;

/// <summary>How soon a message reaches a receiver that waits, here and in another process, and what waiting costs that process.</summary>
internal static class QueueBenchmark
{
    private const string There = "there";
    private const string Back = "back";
    private const int WarmUps = 200;
    private static readonly TimeSpan _idleTime = TimeSpan.FromSeconds(20);

    public static IEnumerable<Command> Commands()
    {
        var runs = new Option<int>("--runs") { Description = "Messages measured each way.", DefaultValueFactory = _ => 1_000 };
        var command = new Command("queue", "Latency of a message within and between processes; processor time of one that waits.") { runs };
        command.SetAction((parsed, token) => RunAsync(parsed.GetValue(runs), token));

        var connection = new Argument<string>("connection");
        var echo = new Command("queue-echo") { connection };
        echo.Hidden = true;
        echo.SetAction((parsed, token) => EchoAsync(parsed.GetRequiredValue(connection), There, Back, token));
        return [command, echo];
    }

    private static async Task<int> RunAsync(int runs, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "service-bus-emulator.json"),
            $$$"""{"UserConfig":{"Namespaces":[{"Name":"n","Queues":[{"Name":"{{{There}}}"},{"Name":"{{{Back}}}"}]}]}}""",
            cancellationToken);
        var connection = $"Endpoint=file://{folder.FullName}";
        await using (var client = new ServiceBusClient(connection))
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task echo = EchoAsync(connection, There, Back, stopping.Token);
            await MeasureAsync(client, runs, "in the same process", cancellationToken);
            await stopping.CancelAsync();
            await echo.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            using var other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["queue-echo", connection]))!;
            await MeasureAsync(client, runs, "in another process", cancellationToken);
            await MeasureIdleAsync(other, cancellationToken);
            other.Kill();
            await other.WaitForExitAsync(cancellationToken);
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task<int> EchoAsync(string connection, string from, string to, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(connection);
        await using var receiver = client.CreateReceiver(from);
        await using var sender = client.CreateSender(to);
        await foreach (var message in receiver.ReceiveMessagesAsync(cancellationToken))
        {
            await sender.SendMessageAsync(new ServiceBusMessage(message.Body), cancellationToken);
            await receiver.CompleteMessageAsync(message, cancellationToken);
        }

        return 0;
    }

    /// <summary>There and back again, of which one way is half: two sends that are on the disk, two receivers that wait.</summary>
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

        var measured = times.Skip(WarmUps).Order().ToArray();
        Print($"one way, receiver {where}: median {measured[runs / 2]:F1} ms, p99 {measured[runs * 99 / 100]:F1} ms of {runs}");
    }

    private static async Task MeasureIdleAsync(Process process, CancellationToken cancellationToken)
    {
        process.Refresh();
        var before = process.TotalProcessorTime;
        await Task.Delay(_idleTime, cancellationToken);
        process.Refresh();
        var share = (process.TotalProcessorTime - before) / _idleTime;
        Print($"a process that waits for messages: {share:P2} of a core over {_idleTime.TotalSeconds:F0} s");
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
