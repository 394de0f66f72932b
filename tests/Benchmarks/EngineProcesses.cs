using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using SegFunctions.Benchmarks.Comparison;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks;

/// <summary>The Functions host and its app, which does nothing but durable work, with their own data folder.</summary>
internal sealed class EngineProcesses : IAsyncDisposable
{
    private const string App = "tests/Benchmarks.EngineApp";
    private const string Listening = "Listening on ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segfunctions-benchmark-");
    private readonly Process _host;

    private EngineProcesses()
    {
        var outputs = BuildOutputs.Find();
        _host = Process.Start(new ProcessStartInfo(BuildOutputs.Dotnet, [outputs.FunctionsHost, FindApp(outputs), "--port", "0", "--data", _folder.FullName])
        {
            RedirectStandardOutput = true,
        })!;
    }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(4) };

    public string Folder => _folder.FullName;

    public static async Task<EngineProcesses> StartAsync(CancellationToken cancellationToken)
    {
        var engine = new EngineProcesses();
        while (engine.Http.BaseAddress is null)
        {
            var line = await engine._host.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The host ended at its start.");
            engine.Http.BaseAddress = line.StartsWith(Listening, StringComparison.Ordinal) ? new Uri(line[Listening.Length..]) : null;
        }

        _ = engine._host.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return engine;
    }

    /// <returns>Memory of host and app in MB: resident, and with pages that processes share counted only once.</returns>
    public (double Resident, double Proportional) Memory()
    {
        var processes = ProcessTree.Of(_host.Id);
        return (Sum("Rss:"), Sum("Pss:"));

        double Sum(string row) => processes.Sum(id => File.ReadLines($"/proc/{id}/smaps_rollup")
            .Where(line => line.StartsWith(row, StringComparison.Ordinal))
            .Sum(line => long.Parse(line[row.Length..].Replace("kB", null, StringComparison.Ordinal), CultureInfo.InvariantCulture))) * 1024 / 1e6;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _host.Kill(entireProcessTree: true);
        await _host.WaitForExitAsync();
        _host.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>In the same configuration as the product's app beside it.</summary>
    private static string FindApp(BuildOutputs outputs)
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(outputs.Functions)!, "../../../.."));
        var configuration = typeof(EngineProcesses).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return Path.Combine(root, App, "bin", configuration, "net10.0", "Benchmarks.EngineApp.dll");
    }
}
