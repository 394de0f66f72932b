namespace SegFunctions.Benchmarks.Comparison;

/// <summary>Names of commands in the help of a program.</summary>
internal static class VerbList
{
    private const string Title = "Commands:";
    private const string Indent = "  ";

    /// <param name="help">Lines as System.CommandLine prints them.</param>
    /// <returns>Empty where the program has no commands.</returns>
    public static IReadOnlyList<string> Read(IEnumerable<string> help) =>
    [
        .. help.SkipWhile(line => line.TrimEnd() != Title)
            .Skip(1)
            .TakeWhile(line => line.StartsWith(Indent, StringComparison.Ordinal))
            // What is indented further carries a description on.
            .Where(line => line.Length > Indent.Length && !char.IsWhiteSpace(line[Indent.Length]))
            .Select(line => line.Trim().Split(' ')[0]),
    ];
}
