namespace SegFunctions.Benchmarks.Comparison;

/// <summary>How this build compares with the other, from pairs of turns.</summary>
/// <param name="Rows">Lines that both have, in the order of this build's output.</param>
/// <param name="OnlyThis">Lines that the other never printed.</param>
/// <param name="OnlyOther">Lines that this build never printed.</param>
internal sealed record RatioTable(IReadOnlyList<RatioRow> Rows, IReadOnlyList<FigureKey> OnlyThis, IReadOnlyList<FigureKey> OnlyOther)
{
    /// <param name="pairs">Complete turns only, each with the other side's turn that ran next to it.</param>
    public static RatioTable Of(IReadOnlyList<TurnPair> pairs)
    {
        FigureKey[] mine = [.. pairs.SelectMany(pair => pair.This.Keys).Distinct()];
        FigureKey[] theirs = [.. pairs.SelectMany(pair => pair.Other.Keys).Distinct()];
        return new RatioTable(
            [.. mine.Select(key => RatioRow.Find(key, pairs)).OfType<RatioRow>()], [.. mine.Except(theirs)], [.. theirs.Except(mine)]);
    }
}

/// <summary>Two turns that ran next to each other.</summary>
internal sealed record TurnPair(Figures This, Figures Other);
