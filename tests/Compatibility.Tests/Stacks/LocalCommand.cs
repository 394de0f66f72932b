using System.Collections.Concurrent;
using System.Diagnostics;
using SegFunctions.Local.Stack;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>The command line in a separate process, as <c>dotnet run --project local</c> starts it.</summary>
internal sealed class LocalCommand : IAsyncDisposable
{
    /// <summary>In the environment of the process and of all its descendants.</summary>
    public const string MarkName = "SEGFUNCTIONS_TEST_RUN";

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task<string> _output;
    private readonly Task _reading;

    private LocalCommand(Process process, string mark)
    {
        (_process, Mark) = (process, mark);
        _output = process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrorsAsync();
    }

    public string Mark { get; }

    public int Id => _process.Id;

    /// <summary>Standard error so far.</summary>
    public string Errors => string.Join('\n', _errors);

    public static LocalCommand Start(params string[] arguments)
    {
        var mark = Guid.NewGuid().ToString("N");

        // A test run that a shell started in the background ignores Ctrl-C, which its children would inherit.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", BuildOutputs.Dotnet, typeof(LocalStack).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment[MarkName] = mark;
        start.Environment["SEG_API_KEY"] = TestSetup.ApiKey;
        start.Environment["SEG_CACHE"] = TestSetup.Cache;

        // The command ends after seconds: the runtime would never use the profile that it records.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new LocalCommand(Process.Start(start)!, mark);
    }

    public static async Task<CommandResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        await using var command = Start(arguments);
        var exitCode = await command.WaitAsync(cancellationToken);
        return new CommandResult(exitCode, await command._output, command.Errors);
    }

    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _reading;
        return _process.ExitCode;
    }

    /// <summary>Waits for a line of standard error.</summary>
    public async Task SaysAsync(string text, CancellationToken cancellationToken)
    {
        while (!Errors.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, Errors);
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    public void Kill() => _process.Kill();

    /// <param name="signal">As for <c>kill</c>: <c>TERM</c>, <c>INT</c>.</param>
    /// <param name="cancellationToken">Stops waiting for <c>kill</c>.</param>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", $"{Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>The commands of processes that still exist some time after this one has ended.</summary>
    public Task<IEnumerable<string>> FindLeftOverAsync(CancellationToken cancellationToken) => FindLeftOverAsync(Mark, cancellationToken);

    /// <inheritdoc cref="FindLeftOverAsync(CancellationToken)"/>
    public static async Task<IEnumerable<string>> FindLeftOverAsync(string mark, CancellationToken cancellationToken) =>
        (await MarkedProcesses.WaitForEndAsync(MarkName, mark, EndPatience, cancellationToken)).Select(MarkedProcesses.ReadCommand);

    /// <summary>Kills it if it is still running, and returns when nothing of it writes to its folder anymore.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await FindLeftOverAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            _errors.Enqueue(line);
        }
    }
}
