using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SegFunctions.Local.Stack;

/// <summary>One run of a <see cref="ChildPlan"/>. Its output is written to a log file, and it has a session of its own, so that Ctrl-C reaches only the parent process.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Sigterm = 15;

    // The child writes to the file itself, not through a pipe to us: a child that outlives us for a moment can still write.
    private const string Redirect = "log=$1; shift; exec setsid \"$@\" >>\"$log\" 2>&1 </dev/null";

    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>128 plus the signal's number if a signal killed it.</summary>
    public int ExitCode => _process.ExitCode;

    public static ChildProcess Start(ChildPlan plan, string logPath)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Path.GetDirectoryName(logPath) };
        foreach (var argument in (string[])["-c", Redirect, "sh", logPath, plan.Program, .. plan.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in plan.Settings)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Asks the process to stop, and kills it if that takes too long.</summary>
    public async Task StopAsync(TimeSpan patience, TimeProvider time)
    {
        if (_process.HasExited)
        {
            return;
        }

        _ = SendSignal(_process.Id, Sigterm);
        try
        {
            await _process.WaitForExitAsync().WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public void Dispose() => _process.Dispose();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>How to start one process of the stack.</summary>
/// <param name="Name">Display name, also used for its log file.</param>
/// <param name="Program">Name of a program on the path, or an absolute path.</param>
/// <param name="Arguments">Not quoted.</param>
/// <param name="Settings">Added to this process's environment.</param>
internal sealed record ChildPlan(string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Settings);
