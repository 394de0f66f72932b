using System.Globalization;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Output;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>
/// What somebody waits for at the command line when everything is installed: one <c>segment</c> with a stack of its own, and <c>serve</c> until it is
/// healthy. A side's first turn does both once before, unmeasured.
/// </summary>
/// <param name="limit">Longest time of a command.</param>
internal sealed class FirstCommand(TimeSpan limit) : ITurn
{
    private readonly HashSet<Checkout> _warm = [];

    public string Name => "first-command";

    public async Task<TurnOutput> RunAsync(Checkout side, CancellationToken cancellationToken)
    {
        if (_warm.Add(side) && await RunOnceAsync(side, cancellationToken) is { Fault: not null } cold)
        {
            return cold;
        }

        return await RunOnceAsync(side, cancellationToken);
    }

    private async Task<TurnOutput> RunOnceAsync(Checkout side, CancellationToken cancellationToken)
    {
        // By its path: what --sample takes is each build's own.
        var photo = await TestPhotos.Boats(UserFolders.Cache).EnsureAsync(new LineScreen(Console.Error), cancellationToken);
        string[] segment = [.. side.CommandLine, "segment", photo, "--text", "boat", "--out", Path.Combine(side.Folder, "out")];
        var run = await ProgramRun.RunAsync(side, segment, limit, cancellationToken);
        if (run.ExitCode != 0)
        {
            return TurnOutput.Of(run, run.Output);
        }

        await using var stack = await ServedStack.FindHealthyAsync(side, cancellationToken);
        return stack is null
            ? new TurnOutput("serve did not become healthy", await File.ReadAllLinesAsync(ServedStack.LogOf(side), cancellationToken))
            : new TurnOutput(null, [Row("segment boats --text boat", run.Elapsed), Row("serve until it is healthy", stack.UntilHealthy)]);
    }

    private static string Row(string what, TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{what}: {time.TotalSeconds:F2} s");
}
