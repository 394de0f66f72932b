namespace SegFunctions.Benchmarks.Comparison;

/// <summary>What each side does in its turn.</summary>
internal interface ITurn
{
    /// <summary>For messages, and on the command line.</summary>
    string Name { get; }

    Task<TurnOutput> RunAsync(Checkout side, CancellationToken cancellationToken);
}

/// <summary>The output of a side's turn.</summary>
/// <param name="Fault">Null if the turn is complete; otherwise why it does not count.</param>
/// <param name="Lines">The lines with figures; for a failed turn, as far as it got.</param>
internal sealed record TurnOutput(string? Fault, IReadOnlyList<string> Lines)
{
    /// <summary>Complete if the program succeeded.</summary>
    public static TurnOutput Of(ProgramRun run, IReadOnlyList<string> lines) => run.ExitCode switch
    {
        0 => new TurnOutput(null, lines),
        null => new TurnOutput("took too long", run.Both),
        var code => new TurnOutput($"ended with exit code {code}", run.Both),
    };
}
