using System.Diagnostics;
using System.Text.Json;
using Emulators.Tests.ServiceBus;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>The queues of a measurement: a broker with a temporary folder, deleted together with everything in it.</summary>
internal sealed class QueueStage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
    private readonly BrokerProcess _broker;

    private QueueStage() => _broker = new BrokerProcess(BuildOutputs.Find().ServiceBus, _folder.FullName);

    /// <summary>For clients in this process and others. It contains a key, so it is passed in the environment, never on a command line.</summary>
    public string ConnectionString => _broker.ConnectionString;

    /// <summary>The folder of the messages: anything written here goes to the same disk.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The program that runs the queues.</summary>
    public Process Broker => _broker.Process;

    /// <param name="queues">Names of the queues.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <param name="properties">The queues' properties, as in Config.json of Microsoft's emulator; null for the defaults.</param>
    public static async Task<QueueStage> StartAsync(IEnumerable<string> queues, CancellationToken cancellationToken, object? properties = null)
    {
        var stage = new QueueStage();
        var definitions = new
        {
            UserConfig = new { Namespaces = new[] { new { Name = "n", Queues = queues.Select(queue => new { Name = queue, Properties = properties ?? new { } }) } } },
        };
        await File.WriteAllTextAsync(Path.Combine(stage.Folder, "queues.json"), JsonSerializer.Serialize(definitions), cancellationToken);
        await stage._broker.StartAsync(cancellationToken);
        return stage;
    }

    /// <returns>The broker's resident memory in bytes.</returns>
    /// <exception cref="InvalidOperationException">The broker has ended.</exception>
    public long Resident()
    {
        Broker.Refresh();
        return Broker.WorkingSet64;
    }

    /// <summary>The level at which the broker's memory settles within twelve seconds.</summary>
    /// <inheritdoc cref="Resident"/>
    public async Task<long> SettledAsync(CancellationToken cancellationToken)
    {
        var least = Resident();
        for (var i = 0; i < 12; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            least = Math.Min(least, Resident());
        }

        return least;
    }

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Delete(recursive: true);
    }
}
