namespace SegFunctions.Benchmarks.Comparison;

/// <summary>The command names in a program's help.</summary>
internal static class VerbList
{
    private const string Title = "Commands:";
    private const string Indent = "  ";

    /// <param name="help">Lines as System.CommandLine prints them.</param>
    /// <returns>Empty if the program has no commands.</returns>
    public static IReadOnlyList<string> Read(IEnumerable<string> help) =>
    [
        .. help.SkipWhile(line => line.TrimEnd() != Title)
            .Skip(1)
            .TakeWhile(line => line.StartsWith(Indent, StringComparison.Ordinal))
            // Lines that are indented further continue a description.
            .Where(line => line.Length > Indent.Length && !char.IsWhiteSpace(line[Indent.Length]))
            .Select(line => line.Trim().Split(' ')[0]),
    ];
}
