using System.Diagnostics;

namespace SegFunctions.Benchmarks.Queues;

/// <summary>Where the queues of a measurement stand: a temporary folder that each client opens by itself. Goes with everything in it.</summary>
internal sealed class QueueStage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private QueueStage(DirectoryInfo folder) => _folder = folder;

    /// <summary>For clients of this process and others. It may hold a key, so it is handed on in the environment, never on a command line.</summary>
    public string ConnectionString => $"Endpoint=file://{_folder.FullName}";

    /// <summary>Where the messages are kept: what is written here meets the same disk.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The program that keeps the queues; null while its clients keep them themselves.</summary>
    public Process? Broker { get; }

    /// <param name="queues">Names of the queues, with the defaults of Azure.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<QueueStage> StartAsync(IEnumerable<string> queues, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
        var definitions = string.Join(',', queues.Select(queue => $$"""{"Name":"{{queue}}"}"""));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "service-bus-emulator.json"),
            $$$"""{"UserConfig":{"Namespaces":[{"Name":"n","Queues":[{{{definitions}}}]}]}}""",
            cancellationToken);
        return new QueueStage(folder);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
