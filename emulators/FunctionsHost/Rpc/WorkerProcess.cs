using System.Diagnostics;
using System.Globalization;

namespace Emulators.FunctionsHost.Rpc;

/// <summary>
/// The app's process. It never outlives this one, however this one ends: its parent is a shell that kills it when a pipe closes that only this process
/// holds open. Without a POSIX shell, the app is started directly and outlives a host that is killed.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>
    /// Waits for the program and passes on its exit status; in parallel, waits for the pipe to close. Only the host reacts to a terminal's Ctrl-C.
    /// </summary>
    private const string Guard = """
        trap '' INT
        exec 3<&0
        "$@" </dev/null 3<&- &
        program=$!
        { read -r line <&3; kill -KILL $program; } >/dev/null 2>&1 &
        guard=$!
        wait $program
        status=$?
        kill $guard 2>/dev/null
        exit $status
        """;

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    /// <summary>Completes when the process has ended.</summary>
    public Task Exited => _process.WaitForExitAsync();

    /// <param name="app">The app's assembly, an absolute path.</param>
    /// <param name="host">The address that the worker must call.</param>
    /// <param name="workerId">The id that the worker presents there.</param>
    /// <param name="settings">Added to this process's environment.</param>
    /// <param name="hear">Receives each line of the app's output.</param>
    public static WorkerProcess Start(string app, Uri host, string workerId, IEnumerable<KeyValuePair<string, string?>> settings, Action<string> hear)
    {
        var start = CreateStart();
        foreach (var argument in ArgumentsOf(app, host, workerId))
        {
            start.ArgumentList.Add(argument);
        }

        SetEnvironment(start.Environment, app, settings);
        var process = new Process { StartInfo = start };
        DataReceivedEventHandler forward = (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                hear(text);
            }
        };
        process.OutputDataReceived += forward;
        process.ErrorDataReceived += forward;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <summary>Sends SIGKILL at once; does nothing if the process has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo CreateStart()
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (OperatingSystem.IsWindows())
        {
            start.FileName = DotnetPath;
            return start;
        }

        start.FileName = "/bin/sh";
        foreach (var argument in new[] { "-c", Guard, "functions-host", DotnetPath })
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string[] ArgumentsOf(string app, Uri host, string workerId) =>
    [
        app,
        "--functions-uri", host.ToString(),
        "--functions-worker-id", workerId,
        "--functions-request-id", workerId,
        "--functions-grpc-max-message-length", int.MaxValue.ToString(CultureInfo.InvariantCulture),
    ];

    private static void SetEnvironment(IDictionary<string, string?> environment, string app, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        // The worker's own server must not bind this host's address.
        foreach (var name in environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            environment.Remove(name);
        }

        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = Path.GetDirectoryName(app);
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
    }
}
