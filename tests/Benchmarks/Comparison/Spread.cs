namespace SegFunctions.Benchmarks.Comparison;

/// <summary>The middle of some values and how far they lie apart.</summary>
internal sealed record Spread(double Median, double Min, double Max, int Count)
{
    /// <param name="values">At least one.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        // Of an even number the mean of the two in the middle; of equal ones that value, which may be infinite.
        var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return new Spread(low.Equals(high) ? low : (low + high) / 2, sorted[0], sorted[^1], sorted.Length);
    }
}
