using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>The measurements, over all photos.</summary>
internal sealed class Scores
{
    public List<double> Boxes { get; } = [];

    public List<double> Clicks { get; } = [];

    /// <summary>The same clicks, each repeated once.</summary>
    public List<double> DoubleClicks { get; } = [];

    /// <summary>The same clicks, each with a background point that adds no information.</summary>
    public List<double> ClicksWithFarBackground { get; } = [];

    /// <summary>One per pair of photo and class in it; 0 where nothing was found.</summary>
    public List<double> Words { get; } = [];

    public int AnsweredWords { get; set; }

    public int AbsentWords { get; set; }

    public int WrongWords { get; set; }

    /// <summary>Intersection over union, 0–1; 0 if both are empty.</summary>
    public static double Overlap(BinaryMask first, BinaryMask second)
    {
        var shared = first.CountCommon(second);
        var all = first.CountArea() + second.CountArea() - shared;
        return all == 0 ? 0 : (double)shared / all;
    }

    public static BinaryMask Union(int width, int height, IEnumerable<BinaryMask> masks)
    {
        var union = new BinaryMask(width, height);
        foreach (var mask in masks)
        {
            union.Add(mask);
        }

        return union;
    }
}
