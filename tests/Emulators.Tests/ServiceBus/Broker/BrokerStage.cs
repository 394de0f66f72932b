using System.Net;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Emulators.ServiceBus;
using Emulators.Sqlite;

namespace Emulators.Tests.ServiceBus;

/// <summary>A broker with one queue in this process, on a free port, in its own folder.</summary>
internal sealed class BrokerStage : IServiceBusStage
{
    /// <summary>A fraction of the shortest ones that the real Service Bus has.</summary>
    private static readonly Dictionary<string, string> Locks = new() { ["PT5S"] = "PT0.5S", ["PT10S"] = "PT2S" };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("queue-");
    private readonly TimeProvider? _time;
    private readonly CommitProbe? _probe;
    private readonly long _largestSize;
    private Broker _broker = null!;
    private int _port;

    private BrokerStage(TimeProvider? time, CommitProbe? probe, long largestSize) => (_time, _probe, _largestSize) = (time, probe, largestSize);

    public string ConnectionString => _broker.ConnectionString;

    public string Queue => "orders";

    public Uri HttpAddress => _broker.HttpAddress;

    public string Folder => _folder.FullName;

    /// <param name="kind">The kind of the queue.</param>
    /// <param name="time">The broker's clock; null for the system's.</param>
    /// <param name="probe">Observes its commits.</param>
    /// <param name="otherQueue">Another queue of that kind.</param>
    /// <param name="largestSize">Maximum size of a bare message in bytes.</param>
    public static async Task<BrokerStage> StartAsync(
        QueueKind kind, TimeProvider? time = null, CommitProbe? probe = null, string? otherQueue = null, long largestSize = 1L << 30)
    {
        var stage = new BrokerStage(time, probe, largestSize);
        await File.WriteAllTextAsync(stage.Definitions, Define(kind, otherQueue));
        await stage.StartAsync();
        return stage;
    }

    public Task PrepareAsync(ServiceBusClient client) => Task.CompletedTask;

    /// <summary>Another broker on the same folder and port, as after a restart of the program.</summary>
    public async Task RestartAsync()
    {
        await _broker.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Define(QueueKind kind, string? otherQueue)
    {
        var shorter = kind with { LockDuration = Locks.GetValueOrDefault(kind.LockDuration, kind.LockDuration) };
        object[] definitions = otherQueue is null ? [shorter.Definition("orders")] : [shorter.Definition("orders"), shorter.Definition(otherQueue)];
        return JsonSerializer.Serialize(new { UserConfig = new { Namespaces = new[] { new { Name = "test", Queues = definitions } } } });
    }

    private string Definitions => Path.Combine(Folder, "queues.json");

    private async Task StartAsync()
    {
        var options = new BrokerOptions(Folder, Definitions, Path.Combine(Folder, "access.key"), new IPEndPoint(IPAddress.Loopback, _port), HttpPort: 0)
        {
            LargestSize = _largestSize,
        };
        _broker = await Broker.StartAsync(options, static _ => { }, _time, _probe);
        _port = BrokerPort.Of(ConnectionString);
    }
}
