using System.Runtime.InteropServices;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Detection;

/// <summary>Drops detections that duplicate better ones of the same class. There are thousands of candidates, so each is compared with its own class only.</summary>
internal static class NonMaximumSuppression
{
    /// <param name="detections">In any order.</param>
    /// <param name="maximumOverlap">Intersection over union above which the weaker of two boxes of a class is dropped.</param>
    /// <returns>Best score first.</returns>
    public static IReadOnlyList<Detection> Apply(IEnumerable<Detection> detections, float maximumOverlap) =>
        Apply(detections, maximumOverlap, detection => detection.RawScore);

    /// <param name="detections">In any order.</param>
    /// <param name="maximumOverlap">Intersection over union above which the weaker of two boxes of a class is dropped.</param>
    /// <param name="strength">Ranks detections: the stronger of two duplicates is kept.</param>
    /// <returns>The strongest first.</returns>
    public static IReadOnlyList<Detection> Apply(IEnumerable<Detection> detections, float maximumOverlap, Func<Detection, double> strength)
    {
        var kept = new List<Detection>();
        var boxes = new Dictionary<int, List<BoxF>>();
        foreach (var candidate in detections.OrderByDescending(strength))
        {
            var better = CollectionsMarshal.GetValueRefOrAddDefault(boxes, candidate.ClassId, out _) ??= [];
            if (!Repeats(CollectionsMarshal.AsSpan(better), candidate.Box, maximumOverlap))
            {
                kept.Add(candidate);
                better.Add(candidate.Box);
            }
        }

        return kept;
    }

    private static bool Repeats(ReadOnlySpan<BoxF> better, BoxF box, float maximumOverlap)
    {
        foreach (var other in better)
        {
            if (other.OverlapWith(box) > maximumOverlap)
            {
                return true;
            }
        }

        return false;
    }
}
