using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>
/// A separate process under <see cref="LoadRows"/>: parallel loops, each of which sends a message, receives one and completes it, over one
/// connection with one sender and one receiver.
/// </summary>
internal static class LoadClient
{
    public const string Verb = "queue-load";
    public const string Queue = "load";
    public const string Ready = "ready";
    public const int BodyBytes = 1024;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Warms up, prints <see cref="Ready"/>, waits for a line, measures and prints a <see cref="LoadFigures"/>.</summary>
    public static async Task<int> RunAsync(int loops, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(QueueProcess.ConnectionString);
        await using var sender = client.CreateSender(Queue);
        await using var receiver = client.CreateReceiver(Queue);
        await RunLoopsAsync(WarmUp);
        Console.WriteLine(Ready);
        if (Console.ReadLine() is null)
        {
            return 1;
        }

        var (count, times) = await RunLoopsAsync(duration);
        Console.WriteLine(new LoadFigures(count, Percentiles.Of(times, 50), Percentiles.Of(times, 99), Percentiles.Of(times, 100)).ToLine());
        return 0;

        async Task<(int Count, double[] Milliseconds)> RunLoopsAsync(TimeSpan time)
        {
            var started = Stopwatch.GetTimestamp();
            var each = await Task.WhenAll(Enumerable.Range(0, loops).Select(_ => LoopAsync(sender, receiver, started, time, cancellationToken)));
            return (each.Sum(milliseconds => milliseconds.Count - 1), [.. each.SelectMany(milliseconds => milliseconds)]);
        }
    }

    /// <returns>
    /// Milliseconds of each round trip. The last one ended too late to count, but is included because it may be the longest.
    /// </returns>
    private static async Task<List<double>> LoopAsync(
        ServiceBusSender sender, ServiceBusReceiver receiver, long started, TimeSpan time, CancellationToken cancellationToken)
    {
        var body = new byte[BodyBytes];
        var times = new List<double>();
        while (true)
        {
            var sent = Stopwatch.GetTimestamp();
            await sender.SendMessageAsync(new ServiceBusMessage(body), cancellationToken);
            var message = await receiver.ReceiveMessageAsync(null, cancellationToken) ?? throw new TimeoutException("No message came.");
            await receiver.CompleteMessageAsync(message, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            if (Stopwatch.GetElapsedTime(started) > time)
            {
                return times;
            }
        }
    }
}

/// <summary>Measurements of one client process.</summary>
/// <param name="Count">Round trips that ended in time.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Longest">Milliseconds.</param>
internal sealed record LoadFigures(int Count, double P50, double P99, double Longest)
{
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Count} {P50} {P99} {Longest}");

    public static LoadFigures Parse(string line)
    {
        var parts = line.Split(' ');
        return new LoadFigures(
            int.Parse(parts[0], CultureInfo.InvariantCulture),
            double.Parse(parts[1], CultureInfo.InvariantCulture),
            double.Parse(parts[2], CultureInfo.InvariantCulture),
            double.Parse(parts[3], CultureInfo.InvariantCulture));
    }
}
