namespace SegFunctions.Benchmarks.Comparison;

/// <summary>The verbs that both sides have, in Benchmarks and on the command line; reports those that one side lacks.</summary>
internal static class SharedVerbs
{
    /// <returns>Benchmarks' verbs, in the order of this side's help.</returns>
    public static async Task<IReadOnlyList<string>> FindAsync(Checkout mine, Checkout other, CancellationToken cancellationToken)
    {
        _ = await FindAsync("local", side => side.CommandLine, mine, other, cancellationToken);
        return await FindAsync("Benchmarks", side => side.Benchmarks, mine, other, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(
        string program, Func<Checkout, IReadOnlyList<string>> command, Checkout mine, Checkout other, CancellationToken cancellationToken)
    {
        var ours = await VerbTurn.GetVerbsAsync(command(mine), mine, cancellationToken);
        var theirs = await VerbTurn.GetVerbsAsync(command(other), other, cancellationToken);
        string[] both = [.. ours.Intersect(theirs)];
        Console.WriteLine($"verbs of {program} on both sides: {Join(both)}");
        Console.WriteLine($"    only this has: {Join(ours.Except(theirs))}");
        Console.WriteLine($"    only the other has: {Join(theirs.Except(ours))}");
        return both;
    }

    private static string Join(IEnumerable<string> verbs) => string.Join(", ", verbs.DefaultIfEmpty("-"));
}
