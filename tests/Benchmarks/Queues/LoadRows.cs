using System.Globalization;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>
/// Round trips per second with 64 parallel loops in client processes, none of which is this one. With several processes, the worst latency is reported.
/// </summary>
internal static class LoadRows
{
    private const int Loops = 64;

    /// <param name="stage">Supplies the queues.</param>
    /// <param name="processes">How many processes share the loops evenly.</param>
    /// <param name="duration">Duration of the measurement, after the warm-up.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task MeasureAsync(QueueStage stage, int processes, TimeSpan duration, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            LoadClient.Verb,
            "--loops", (Loops / processes).ToString(CultureInfo.InvariantCulture),
            "--seconds", duration.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        var clients = Enumerable.Range(0, processes).Select(_ => QueueProcess.Start(stage.ConnectionString, arguments)).ToArray();
        try
        {
            await Task.WhenAll(clients.Select(client => client.ReadLineAsync(cancellationToken)));
            var use = new ProcessUse(stage.Broker);
            await Task.WhenAll(clients.Select(client => client.WriteLineAsync("go")));
            var lines = await Task.WhenAll(clients.Select(client => client.ReadLineAsync(cancellationToken)));
            Print(processes, duration, [.. lines.Select(LoadFigures.Parse)]);
            Console.WriteLine($"the broker under {Loops} side by side from {Describe(processes)}: {use.Describe()}");
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
        }
    }

    private static void Print(int processes, TimeSpan duration, LoadFigures[] figures)
    {
        var count = figures.Sum(each => each.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Loops} side by side from {Describe(processes)}, {LoadClient.BodyBytes} bytes: {count / duration.TotalSeconds:F0} round trips a second, each p50 {figures.Max(each => each.P50):F1} ms, p99 {figures.Max(each => each.P99):F1} ms, longest {figures.Max(each => each.Longest):F0} ms of {count}"));
    }

    private static string Describe(int processes) => processes == 1 ? "one other process" : $"{processes} other processes";
}
