using System.ComponentModel;
using System.Diagnostics;

namespace SegFunctions.Local.Stack;

/// <summary>
/// Makes sure that no child outlives this process, however it ends. Every process started here, and its children, carry a
/// mark in their environment; a small shell in a session of its own waits for this process to exit, asks every marked process to stop and, after
/// three seconds, kills those that did not. There is one guard per process. Needs <c>/proc</c>.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const string Variable = "SEGFUNCTIONS_STACK";

    // The kernel closes the pipe however this process ends, kill -9 included. Two clean checks in a row are required, since a process that is just
    // being started still shows its parent's environment.
    private const string Script =
        """
        trap '' HUP INT TERM
        cat
        marked() { grep -lsz "^SEGFUNCTIONS_STACK=$1\$" /proc/[0-9]*/environ | cut -d/ -f3; }
        clean=0; looks=0
        while [ $clean -lt 2 ]; do
          pids=$(marked "$1")
          if [ -z "$pids" ]; then clean=$((clean + 1)); else clean=0; fi
          if [ $looks -eq 0 ] && [ -n "$pids" ]; then kill -TERM $pids; fi
          if [ $looks -ge 30 ] && [ -n "$pids" ]; then kill -KILL $pids; fi
          looks=$((looks + 1))
          sleep 0.1
        done
        """;

    private readonly Process _shell;

    private ProcessGuard(string mark, Process shell)
    {
        Mark = mark;
        _shell = shell;
    }

    /// <summary>The mark that this process's children carry.</summary>
    public string Mark { get; }

    /// <summary>Starts the guard. From now on every process started here carries the mark.</summary>
    /// <exception cref="UserException">There is no <c>setsid</c>.</exception>
    public static ProcessGuard Start()
    {
        var mark = Guid.NewGuid().ToString("N");
        var guard = new ProcessGuard(mark, StartShell(mark));
        Environment.SetEnvironmentVariable(Variable, mark);
        return guard;
    }

    /// <summary>Stops the processes that another run left behind, and returns when they have exited.</summary>
    /// <param name="mark">The mark of a run that has ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task SweepAsync(string mark, CancellationToken cancellationToken)
    {
        using var shell = StartShell(mark);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Releases the shell, which exits once no process carries the mark.</summary>
    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _shell.StandardInput.Close();
        _shell.Dispose();
    }

    private static Process StartShell(string mark)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true };
        foreach (var argument in (string[])["sh", "-c", Script, "segfunctions-guard", mark])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Remove(Variable);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new UserException("setsid is not on the path. It comes with util-linux, which every distribution has.", exception);
        }
    }
}
