using System.Globalization;

namespace SegFunctions.Benchmarks.Comparison;

/// <summary>A table of ratios for reading: each line with letters for its numbers, followed by a line per number.</summary>
internal static class RatioText
{
    public static IEnumerable<string> Write(RatioTable table) =>
        [
            .. table.Rows.SelectMany(Write),
            .. Missing("the other lacks:", table.OnlyThis),
            .. Missing("this lacks:", table.OnlyOther),
        ];

    private static IEnumerable<string> Write(RatioRow row)
    {
        var text = row.Line.Write(index => row.Ratios[index] is null ? Number(row.Line.Numbers[index]) : LetterOf(row, index));
        yield return row.Occurrence == 1 ? text : $"{text} [{row.Occurrence}]";
        foreach (var (index, ratio) in row.Ratios.Index())
        {
            if (ratio is not null)
            {
                var (median, min, max, count) = ratio.Quotients;
                yield return $"    {LetterOf(row, index)}  {Quotient(median)} ({Quotient(min)} to {Quotient(max)}, {Pairs(count)}), medians {Number(ratio.This)} against {Number(ratio.Other)}";
            }
        }
    }

    private static IEnumerable<string> Missing(string title, IReadOnlyList<FigureKey> keys) =>
        keys.Count == 0 ? [] : [title, .. keys.Select(key => $"    {key}")];

    /// <summary>Counted from a; after z, the position as a number.</summary>
    private static string LetterOf(RatioRow row, int index)
    {
        var place = row.Ratios.Take(index).Count(ratio => ratio is not null);
        return place < 26 ? $"<{(char)('a' + place)}>" : $"<{place + 1}>";
    }

    private static string Pairs(int count) => count == 1 ? "1 pair" : $"{count} pairs";

    private static string Quotient(double value) => double.IsInfinity(value) ? "∞" : value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
