using System.Diagnostics;
using SegFunctions.Local.Stack;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>A side's <c>serve</c> with its own data folder, which is kept from turn to turn.</summary>
internal sealed class ServedStack : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly ChildProcess _process;

    private ServedStack(ChildProcess process, Uri baseUrl, TimeSpan untilHealthy) => (_process, BaseUrl, UntilHealthy) = (process, baseUrl, untilHealthy);

    public Uri BaseUrl { get; }

    /// <summary>From starting the command to the first healthy response.</summary>
    public TimeSpan UntilHealthy { get; }

    public int ProcessId => _process.Id;

    public static string LogOf(Checkout side) => Path.Combine(side.Folder, "serve.log");

    /// <returns>Null if it is not healthy in time, or has ended; the log tells why.</returns>
    public static async Task<ServedStack?> FindHealthyAsync(Checkout side, CancellationToken cancellationToken)
    {
        var port = FreePorts.Find(1)[0];
        string[] arguments =
            [.. side.CommandLine.Skip(1), "serve", "--port", $"{port}", "--data", side.Settings["SEG_DATA"]];
        var baseUrl = new Uri($"http://127.0.0.1:{port}/");
        using var probe = new StackProbe(baseUrl);
        var started = Stopwatch.GetTimestamp();
        var process = ChildProcess.Start(
            new ChildPlan("serve", side.CommandLine[0], arguments, side.Settings), LogOf(side));
        try
        {
            var ended = process.WaitAsync(cancellationToken);
            while (!ended.IsCompleted && Stopwatch.GetElapsedTime(started) < Patience)
            {
                if (await probe.FindFaultAsync(cancellationToken) is null)
                {
                    return new ServedStack(process, baseUrl, Stopwatch.GetElapsedTime(started));
                }

                await Task.Delay(Look, cancellationToken);
            }
        }
        catch
        {
            await StopAsync(process);
            throw;
        }

        await StopAsync(process);
        return null;
    }

    public async ValueTask DisposeAsync() => await StopAsync(_process);

    private static async Task StopAsync(ChildProcess process)
    {
        await process.StopAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        process.Dispose();
    }
}
