using System.Diagnostics;

namespace Emulators.Tests;

/// <summary>This test program again, in one of the roles that <c>Program</c> knows.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    public ChildProcess(Func<string, Task> role, string argument)
    {
        _process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Emulators.Tests"))
        {
            ArgumentList = { "child", role.Method.Name, argument },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>The child's next line.</returns>
    public async Task<string> NextAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        return line ?? throw new EndOfStreamException("The other process has ended.");
    }

    /// <summary>SIGKILL: no handler runs, no buffer is flushed.</summary>
    /// <returns>The child's lines that nobody has read yet.</returns>
    public async Task<IReadOnlyList<string>> KillAsync()
    {
        _process.Kill();
        string[] lines = (await _process.StandardOutput.ReadToEndAsync(Cancellation)).Split('\n');
        await _process.WaitForExitAsync(Cancellation);
        // The text after the last line break is empty or incomplete.
        return lines[..^1];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
