namespace SegFunctions.Benchmarks.Comparison;

/// <summary>What each side does in its turn.</summary>
internal interface ITurn
{
    /// <summary>For people, and on the command line.</summary>
    string Name { get; }

    Task<TurnOutput> RunAsync(Checkout side, CancellationToken cancellationToken);
}

/// <summary>What a side printed in its turn.</summary>
/// <param name="Fault">Null when the turn is whole; else why it does not count.</param>
/// <param name="Lines">With the figures; of a turn that failed, whatever there was.</param>
internal sealed record TurnOutput(string? Fault, IReadOnlyList<string> Lines)
{
    /// <summary>Whole where the program ended well.</summary>
    public static TurnOutput Of(ProgramRun run, IReadOnlyList<string> lines) => run.ExitCode switch
    {
        0 => new TurnOutput(null, lines),
        null => new TurnOutput("took too long", run.Both),
        var code => new TurnOutput($"ended with exit code {code}", run.Both),
    };
}
