namespace SegFunctions.Benchmarks.Comparison;

/// <summary>The figures of one output, by what they measure. Lines without numbers are ignored.</summary>
internal sealed class Figures
{
    private readonly Dictionary<FigureKey, FigureLine> _lines = [];
    private readonly List<FigureKey> _keys = [];

    /// <summary>In the order of the output.</summary>
    public IReadOnlyList<FigureKey> Keys => _keys;

    public static Figures Read(IEnumerable<string> output)
    {
        var figures = new Figures();
        var seen = new Dictionary<string, int>();
        foreach (var line in output.Select(FigureLine.Parse).Where(line => line.Numbers.Count > 0))
        {
            var text = line.Key;
            seen[text] = seen.GetValueOrDefault(text) + 1;
            var key = new FigureKey(text, seen[text]);
            figures._keys.Add(key);
            figures._lines.Add(key, line);
        }

        return figures;
    }

    /// <returns>Null if the output has no such line.</returns>
    public FigureLine? Find(FigureKey key) => _lines.GetValueOrDefault(key);
}

/// <param name="Text">The line with its numbers masked.</param>
/// <param name="Occurrence">From 1: an output may have many lines that differ only in their numbers; then the third is compared with the third.</param>
internal readonly record struct FigureKey(string Text, int Occurrence)
{
    public override string ToString() => Occurrence == 1 ? Text : $"{Text} [{Occurrence}]";
}
