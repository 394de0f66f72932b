using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>Percentiles of the times of one kind of call.</summary>
internal static class Percentiles
{
    /// <param name="milliseconds">At least one; sorted in place.</param>
    /// <param name="percent">0–100.</param>
    public static double Of(double[] milliseconds, double percent)
    {
        Array.Sort(milliseconds);
        return milliseconds[(int)Math.Min(milliseconds.Length - 1, Math.Ceiling(milliseconds.Length * percent / 100) - 1)];
    }

    public static string Describe(double[] milliseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{milliseconds.Length,5} calls  p50 {Of(milliseconds, 50),7:F1} ms  p95 {Of(milliseconds, 95),7:F1} ms  p99 {Of(milliseconds, 99),7:F1} ms  max {Of(milliseconds, 100),7:F1} ms");
}
