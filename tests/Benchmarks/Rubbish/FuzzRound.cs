using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using Azure.Messaging.ServiceBus;
using Emulators.Tests.ServiceBus;
using Emulators.Tests.ServiceBus.Rubbish;
using SegFunctions.Benchmarks.Queues;

namespace SegFunctions.Benchmarks.Rubbish;

/// <summary>Rounds of garbage, each with its effect on the broker's memory, its connections and a healthy client.</summary>
internal sealed class FuzzRound : IAsyncDisposable
{
    public const string Queue = "orders";
    public const string Healthy = "healthy";
    private const double MostGrowth = 1.15;

    /// <summary>After this time, messages that could not be received because they were locked or deferred have expired.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(35);

    private readonly QueueStage _stage;
    private readonly HealthyClient _healthy;

    private FuzzRound(QueueStage stage)
    {
        _stage = stage;
        _healthy = new HealthyClient(stage.ConnectionString, Healthy);
    }

    public int Faults { get; private set; }

    /// <summary>Whether the healthy client was not served.</summary>
    public bool HasFailed => _healthy.HasFailed;

    public static async Task<FuzzRound> StartAsync(QueueStage stage, CancellationToken cancellationToken)
    {
        var round = new FuzzRound(stage);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        await round._healthy.TakeAsync();
        await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken);
        Console.WriteLine($"the healthy client alone: {Percentiles.Describe(await round._healthy.TakeAsync())}");
        return round;
    }

    /// <summary>Measures the second time if there is one: the first fills the heap and the allocators' caches.</summary>
    public async Task RunAsync(string name, bool twice, Func<Task<string>> work, CancellationToken cancellationToken)
    {
        if (twice)
        {
            await work();
        }

        var before = await RestAsync(cancellationToken);
        await _healthy.TakeAsync();
        var started = Stopwatch.GetTimestamp();
        var text = await work();
        var (peak, seconds) = (_stage.Resident(), Stopwatch.GetElapsedTime(started).TotalSeconds);
        var times = await _healthy.TakeAsync();
        var after = await RestAsync(cancellationToken);
        var (ratio, connections) = ((double)after / before, CountConnections());
        var isFault = ratio > MostGrowth || connections > 1 || _stage.Broker.HasExited || times.Length == 0;
        Faults += isFault ? 1 : 0;
        Console.WriteLine($"{name}{(isFault ? " FAULT" : string.Empty)}, {seconds:F0} s: {text}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  resident {before / 1e6:F0} MB before, {peak / 1e6:F0} at the end, {after / 1e6:F0} after (times {ratio:F2}); {connections} connections left"));
        Console.WriteLine($"  the healthy client beside it: {(times.Length == 0 ? "never served" : Percentiles.Describe(times))}");
    }

    /// <exception cref="Exception">A new client is not served.</exception>
    public static async Task ServeNewcomerAsync(string connectionString)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using var sender = client.CreateSender(Queue);
        await sender.SendMessageAsync(new ServiceBusMessage("newcomer"));
    }

    public static async Task FillAsync(string connectionString, int megabytes, CancellationToken cancellationToken)
    {
        await using var client = new ServiceBusClient(connectionString);
        await using var sender = client.CreateSender(Queue);
        for (var i = 0; i < megabytes * 5; i++)
        {
            await sender.SendMessageAsync(new ServiceBusMessage(new byte[200_000]), cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _healthy.DisposeAsync();

    private async Task<long> RestAsync(CancellationToken cancellationToken)
    {
        await Purge.RunAsync(_stage.ConnectionString, Queue, cancellationToken);
        await Task.Delay(Life, cancellationToken);
        return await _stage.SettledAsync(cancellationToken);
    }

    /// <summary>Connections that the broker holds open; the healthy client has one.</summary>
    private int CountConnections()
    {
        var port = BrokerPort.Of(_stage.ConnectionString);
        return IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
            .Count(connection => connection.LocalEndPoint.Port == port && connection.State is TcpState.Established);
    }
}
