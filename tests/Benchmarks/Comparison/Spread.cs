namespace SegFunctions.Benchmarks.Comparison;

/// <summary>The median of some values and their spread.</summary>
internal sealed record Spread(double Median, double Min, double Max, int Count)
{
    /// <param name="values">At least one.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        // For an even count, the mean of the two in the middle; if those are equal, that value, which may be infinite.
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return new Spread(low.Equals(high) ? low : (low + high) / 2, sorted[0], sorted[^1], sorted.Length);
    }
}
