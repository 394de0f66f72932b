using System.Diagnostics;
using System.Text.Json;
using System.Globalization;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>Where the queues of a measurement stand: a broker on a temporary folder. Goes with everything in it.</summary>
internal sealed class QueueStage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly int _port;

    private QueueStage(DirectoryInfo folder, int port, Process broker) => (_folder, _port, Broker) = (folder, port, broker);

    /// <summary>For clients of this process and others. It holds a key, so it is handed on in the environment, never on a command line.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{_port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey={File.ReadAllText(KeyFile(_folder)).Trim()};"
        + "UseDevelopmentEmulator=true;";

    /// <summary>Where the messages are kept: what is written here meets the same disk.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The program that keeps the queues.</summary>
    public Process? Broker { get; }

    /// <param name="queues">Names of the queues.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="properties">Of the queues, as in Config.json of Microsoft's emulator; null for the defaults.</param>
    public static async Task<QueueStage> StartAsync(IEnumerable<string> queues, CancellationToken cancellationToken, object? properties = null)
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
        var definitions = new
        {
            UserConfig = new { Namespaces = new[] { new { Name = "n", Queues = queues.Select(queue => new { Name = queue, Properties = properties ?? new { } }) } } },
        };
        var file = Path.Combine(folder.FullName, "queues.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(definitions), cancellationToken);
        var ports = FreePorts.Find(2);
        var start = new ProcessStartInfo(
            BuildOutputs.Dotnet,
            [BuildOutputs.Find().ServiceBus, "--port", Text(ports[0]), "--http-port", Text(ports[1]), "--data", folder.FullName, "--queues", file])
        {
            RedirectStandardOutput = true,
        };
        var broker = Process.Start(start)!;
        // Its first line says that it listens.
        _ = await broker.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The broker ended at its start.");
        _ = broker.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new QueueStage(folder, ports[0], broker);
    }

    /// <returns>The broker's resident memory, bytes.</returns>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public long Resident()
    {
        Broker!.Refresh();
        return Broker.WorkingSet64;
    }

    /// <summary>What the broker's memory comes to rest at within twelve seconds.</summary>
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

    public async ValueTask DisposeAsync()
    {
        Broker!.Kill();
        await Broker.WaitForExitAsync();
        Broker.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string KeyFile(DirectoryInfo folder) => Path.Combine(folder.FullName, "access.key");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
