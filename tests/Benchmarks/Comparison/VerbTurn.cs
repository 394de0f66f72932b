namespace SegFunctions.Benchmarks.Comparison;

/// <summary>A verb of the side's own Benchmarks.</summary>
/// <param name="verb">Its name.</param>
/// <param name="options">Passed on unchanged.</param>
/// <param name="limit">Time limit of a turn.</param>
internal sealed class VerbTurn(string verb, IReadOnlyList<string> options, TimeSpan limit) : ITurn
{
    public string Name => verb;

    /// <exception cref="InvalidOperationException">The program does not list its verbs.</exception>
    public static async Task<IReadOnlyList<string>> GetVerbsAsync(IReadOnlyList<string> program, Checkout side, CancellationToken cancellationToken)
    {
        var help = await ProgramRun.RunAsync(side, [.. program, "--help"], TimeSpan.FromMinutes(1), cancellationToken);
        return help.ExitCode == 0
            ? VerbList.Read(help.Output)
            : throw new InvalidOperationException($"{program[^1]} --help failed: {string.Join('\n', help.Both)}");
    }

    public async Task<TurnOutput> RunAsync(Checkout side, CancellationToken cancellationToken)
    {
        var run = await ProgramRun.RunAsync(side, [.. side.Benchmarks, verb, .. options], limit, cancellationToken);
        return TurnOutput.Of(run, run.Output);
    }
}
