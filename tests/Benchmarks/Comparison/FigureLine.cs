using System.Globalization;
using System.Text.RegularExpressions;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>A printed line split into its text and its numbers. Digits within words, as in p99, are text; runs of spaces count as one.</summary>
/// <param name="Parts">Text before, between and after the numbers: one more than there are numbers.</param>
/// <param name="Numbers">As they appear in the line.</param>
internal sealed partial record FigureLine(IReadOnlyList<string> Parts, IReadOnlyList<double> Numbers)
{
    /// <summary>The line with its numbers masked: equal for lines about the same thing.</summary>
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

    /// <param name="number">Returns the replacement for the number at an index.</param>
    public string Write(Func<int, string> number) =>
        string.Concat(Parts.Select((part, index) => index < Numbers.Count ? part + number(index) : part));

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // A minus sign belongs to a number only at the start of a word; elsewhere it is a dash.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])(?:(?<=^|[\s(])-)?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+(?![\p{L}\d]))?")]
    private static partial Regex Number();
}
