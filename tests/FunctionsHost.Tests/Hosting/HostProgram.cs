using System.Diagnostics;

namespace FunctionsHost.Tests.Hosting;

/// <summary>The host as a separate program, with the sample app.</summary>
internal sealed class HostProgram : IDisposable
{
    private const string Listening = "Listening on ";

    private readonly Process _process;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("functions-host-program-");

    private HostProgram(string connectionString)
    {
        // Its worker is in its own process group and receives Ctrl-C as in a terminal, even if these tests run in the background, where it would be ignored.
        var start = new ProcessStartInfo("setsid")
        {
            ArgumentList = { "env", "--default-signal=INT", Path.Combine(AppContext.BaseDirectory, "Emulators.FunctionsHost"), SampleApp.Path, "--port", "0", "--data", _folder.FullName },
            RedirectStandardOutput = true,
            Environment = { ["Bus"] = connectionString, ["BatchQueue"] = "batch", ["NightlySchedule"] = "0 0 3 * * *" },
        };
        _process = Process.Start(start)!;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static HostProgram Start(string connectionString) => new(connectionString);

    public async Task<Uri> AddressAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation) is { } line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                return new Uri(line[Listening.Length..]);
            }
        }

        throw new EndOfStreamException("The host has ended.");
    }

    /// <summary>SIGKILL, for this process only.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM for the host.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync() => EndAsync("-TERM", $"{_process.Id}");

    /// <summary>Ctrl-C: the terminal sends SIGINT to the worker too.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> InterruptAsync() => EndAsync("-INT", "--", $"-{_process.Id}");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<int> EndAsync(params string[] arguments)
    {
        using var kill = Process.Start("kill", arguments);
        await _process.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        return _process.ExitCode;
    }
}
