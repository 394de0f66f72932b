using System.Diagnostics;
using System.Globalization;
using SegFunctions.Local.Stack;

namespace Emulators.Tests.ServiceBus;

/// <summary>The broker's program in a separate process, with a folder that outlives it, so that it can be killed and restarted.</summary>
/// <param name="program">Path of its assembly.</param>
/// <param name="folder">Its data folder; holds <c>queues.json</c>.</param>
internal sealed class BrokerProcess(string program, string folder) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly int _port = FreePorts.Find(1)[0];
    private Process? _process;

    /// <summary>The program that was built with these tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Emulators.ServiceBus.dll");

    public string Folder => folder;

    /// <summary>The process that was started last.</summary>
    public Process Process => _process!;

    /// <summary>A command to run it with, such as a limit.</summary>
    public IReadOnlyList<string> Under { get; init; } = [];

    public string ConnectionString =>
        $"Endpoint=sb://127.0.0.1:{_port};SharedAccessKeyName=RootManageSharedAccessKey;"
        + $"SharedAccessKey={File.ReadAllText(Path.Combine(folder, "access.key")).Trim()};UseDevelopmentEmulator=true;";

    /// <summary>Writes the definition of one queue named <c>orders</c>.</summary>
    public static void Define(string folder, string properties = "{}") => File.WriteAllText(
        Path.Combine(folder, "queues.json"), $$$"""{"UserConfig":{"Namespaces":[{"Name":"n","Queues":[{"Name":"orders","Properties":{{{properties}}}}]}]}}""");

    /// <summary>Starts it, always on the same port, and waits until it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        string[] command =
        [
            .. Under, "dotnet", program, "--port", Text(_port), "--http-port", "0", "--data", folder, "--queues", Path.Combine(folder, "queues.json"),
        ];
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
        // Its later log must not fill the pipe.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        if (line is null || !line.StartsWith("Listening on", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The broker said '{line}' at its start.");
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>Its exit code, and how long it took to exit.</returns>
    public async Task<(int ExitCode, TimeSpan Time)> TerminateAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", [Text(Process.Id)]);
        await _process!.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
