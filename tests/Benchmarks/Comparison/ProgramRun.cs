using System.Diagnostics;
using System.Threading.Channels;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>One run of a program, to its end.</summary>
/// <param name="ExitCode">Null if it was killed for exceeding its time.</param>
/// <param name="Output">Lines of standard output.</param>
/// <param name="Both">Lines of standard output and standard error, in order of arrival.</param>
/// <param name="Elapsed">From start to end.</param>
internal sealed record ProgramRun(int? ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Both, TimeSpan Elapsed)
{
    /// <param name="side">The side whose environment it gets.</param>
    /// <param name="command">A program and its arguments.</param>
    /// <param name="limit">Time after which it is killed with all its descendants.</param>
    /// <param name="cancellationToken">Kills it too.</param>
    public static async Task<ProgramRun> RunAsync(Checkout side, IReadOnlyList<string> command, TimeSpan limit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in side.Settings)
        {
            start.Environment[name] = value;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stopping.CancelAfter(limit);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var both = Channel.CreateUnbounded<string>();
        var (output, errors) = (ReadAsync(process.StandardOutput, both.Writer), ReadAsync(process.StandardError, both.Writer));
        var ended = true;
        try
        {
            await process.WaitForExitAsync(stopping.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            ended = false;
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await Task.WhenAll(output, errors);
        both.Writer.Complete();
        return new ProgramRun(
            ended ? process.ExitCode : null, await output, await both.Reader.ReadAllAsync(cancellationToken).ToListAsync(cancellationToken), elapsed);
    }

    private static async Task<List<string>> ReadAsync(StreamReader reader, ChannelWriter<string> both)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            both.TryWrite(line);
        }

        return lines;
    }
}
