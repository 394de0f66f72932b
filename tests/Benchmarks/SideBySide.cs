using System.Diagnostics;
using System.Globalization;

namespace SegFunctions.Benchmarks;

/// <summary>Ours and a baseline in turns, so that both meet the same noise; reports medians and their ratio.</summary>
internal static class SideBySide
{
    private const int WarmUps = 30;

    public static void Measure(string name, Action ours, string baselineName, Action baseline, int runs)
    {
        for (var i = 0; i < Math.Min(WarmUps, runs); i++)
        {
            ours();
            baseline();
        }

        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < runs; i++)
        {
            mine.Add(Time(ours));
            theirs.Add(Time(baseline));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-34} {Median(mine),8:F3} ms   {baselineName,-40} {Median(theirs),8:F3} ms   ratio {Median(mine) / Median(theirs):F3} (medians of {runs})"));
    }

    private static double Time(Action action)
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
