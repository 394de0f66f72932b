namespace SegFunctions.Benchmarks.Comparison;

/// <summary>A line that both outputs have.</summary>
/// <param name="Line">As this build first printed it.</param>
/// <param name="Occurrence">The occurrence of the key, from 1.</param>
/// <param name="Ratios">One per number of the line; null for a number that is the same in all turns of both, such as a count or a size.</param>
internal sealed record RatioRow(FigureLine Line, int Occurrence, IReadOnlyList<Ratio?> Ratios)
{
    /// <returns>Null if in no pair both sides have the line.</returns>
    public static RatioRow? Find(FigureKey key, IEnumerable<TurnPair> pairs)
    {
        var lines = pairs.Select(pair => (This: pair.This.Find(key), Other: pair.Other.Find(key)))
            .Where(pair => pair is { This: not null, Other: not null })
            .Select(pair => (This: pair.This!, Other: pair.Other!))
            .ToArray();
        return lines.Length == 0
            ? null
            : new RatioRow(
                lines[0].This,
                key.Occurrence,
                [.. Enumerable.Range(0, lines[0].This.Numbers.Count)
                    .Select(index => Ratio.Find([.. lines.Select(pair => (pair.This.Numbers[index], pair.Other.Numbers[index]))]))]);
    }
}

/// <summary>One number of a line, this build's compared with the other's.</summary>
/// <param name="This">Median.</param>
/// <param name="Other">Median.</param>
/// <param name="Quotients">This divided by the other, pair by pair; infinite if the other is 0, 1 if both are.</param>
internal sealed record Ratio(double This, double Other, Spread Quotients)
{
    /// <returns>Null if all numbers are the same.</returns>
    public static Ratio? Find(IReadOnlyList<(double This, double Other)> numbers)
    {
        var first = numbers[0].This;
        return numbers.All(pair => pair.This.Equals(first) && pair.Other.Equals(first))
            ? null
            : new Ratio(
                Spread.Of(numbers.Select(pair => pair.This)).Median,
                Spread.Of(numbers.Select(pair => pair.Other)).Median,
                Spread.Of(numbers.Select(pair => pair.This.Equals(pair.Other) ? 1 : pair.This / pair.Other)));
    }
}
