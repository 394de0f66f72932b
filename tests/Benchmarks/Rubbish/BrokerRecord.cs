using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Emulators.Tests.ServiceBus;
using Emulators.Tests.ServiceBus.Rubbish;
using SegFunctions.Benchmarks.Queues;

namespace SegFunctions.Benchmarks.Rubbish;

/// <summary>Records what real clients send to the broker, as input for <see cref="BrokerFuzz"/> and the tests to damage.</summary>
internal static class BrokerRecord
{
    private const string Queue = "orders";

    public static Command Command()
    {
        var output = new Option<DirectoryInfo>("--out") { Required = true, Description = "Where dotnet.frames and node.frames go." };
        var node = new Option<DirectoryInfo?>("--node") { Description = "A folder with npm's @azure/service-bus; without, only the .NET client is recorded." };
        var script = new Option<FileInfo?>("--script") { Description = "record.mjs." };
        var command = new Command("broker-record", "Records what real clients say, without their tokens.") { output, node, script };
        command.Hidden = true;
        command.SetAction((parsed, token) => RunAsync(parsed.GetRequiredValue(output), parsed.GetValue(node), parsed.GetValue(script), token));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo output, DirectoryInfo? node, FileInfo? script, CancellationToken cancellationToken)
    {
        await RecordAsync(Path.Combine(output.FullName, "dotnet.frames"), RecordedClient.RunAsync, cancellationToken);
        if (node is not null)
        {
            await RecordAsync(Path.Combine(output.FullName, "node.frames"), connection => RunNodeAsync(node, script!, connection), cancellationToken);
        }

        return 0;
    }

    private static async Task RecordAsync(string file, Func<string, Task> talk, CancellationToken cancellationToken)
    {
        using var stage = await QueueStage.StartAsync([Queue], cancellationToken);
        var port = BrokerPort.Of(stage.ConnectionString);
        await using var proxy = new RecordingProxy(port);
        await talk(stage.ConnectionString.Replace(string.Create(CultureInfo.InvariantCulture, $":{port};"), string.Create(CultureInfo.InvariantCulture, $":{proxy.Port};"), StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, string.Concat(proxy.Recordings.Select(static recording => recording.Write())), cancellationToken);
        Console.WriteLine($"{file}: {proxy.Recordings.Count} connections, {proxy.Recordings.Sum(static recording => recording.Frames.Count)} frames");
    }

    private static async Task RunNodeAsync(DirectoryInfo folder, FileInfo script, string connectionString)
    {
        var start = new ProcessStartInfo("node", [script.FullName]) { WorkingDirectory = folder.FullName };
        start.Environment["CONNECTION"] = connectionString;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("npm's client failed.");
        }
    }
}
