using System.Globalization;
using System.Text.RegularExpressions;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>A printed line taken apart into its text and its numbers. Digits within words, as in p99, are text; runs of spaces count as one.</summary>
/// <param name="Parts">Text before, between and after the numbers: one part more than there are numbers.</param>
/// <param name="Numbers">As they stand in the line.</param>
internal sealed partial record FigureLine(IReadOnlyList<string> Parts, IReadOnlyList<double> Numbers)
{
    /// <summary>The line with its numbers masked: two lines that tell of the same thing have the same.</summary>
    public string Key => Write(_ => "#");

    public static FigureLine Parse(string line)
    {
        var text = Spaces().Replace(line.Trim(), " ");
        var (parts, numbers, end) = (new List<string>(), new List<double>(), 0);
        foreach (Match match in Number().Matches(text))
        {
            parts.Add(text[end..match.Index]);
            numbers.Add(double.Parse(match.ValueSpan, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
            end = match.Index + match.Length;
        }

        return new FigureLine([.. parts, text[end..]], numbers);
    }

    /// <param name="number">What to write for the number at an index.</param>
    public string Write(Func<int, string> number) =>
        string.Concat(Parts.Select((part, index) => index < Numbers.Count ? part + number(index) : part));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // A minus belongs to a number only at the beginning of a word: elsewhere it is a dash.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(?:(?<=^|[\s(])-)?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+(?![\p{L}\d]))?")]
    private static partial Regex Number();
}
