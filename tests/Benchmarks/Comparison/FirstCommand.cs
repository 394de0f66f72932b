using System.Globalization;
using SegFunctions.Compatibility.Tests.Stacks;
using SegFunctions.Local.Output;
using SegFunctions.Models.Installation;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>
/// How long a user waits at the command line with everything installed: one <c>segment</c> with a stack of its own, and <c>serve</c> until it is
/// healthy. Before a side's first turn, both run once unmeasured.
/// </summary>
/// <param name="limit">Time limit of a command.</param>
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
        // By path, because each build has its own file for --sample.
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
