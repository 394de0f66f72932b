namespace SegFunctions.Inference.Models.Detection;

/// <summary>Drops detections that repeat a better one of their class.</summary>
internal static class NonMaximumSuppression
{
    /// <param name="detections">In any order.</param>
    /// <param name="maximumOverlap">Intersection over union above which the weaker of two boxes of a class goes.</param>
    /// <returns>Best score first.</returns>
    public static IReadOnlyList<Detection> Apply(IEnumerable<Detection> detections, float maximumOverlap)
    {
        var kept = new List<Detection>();
        foreach (var candidate in detections.OrderByDescending(detection => detection.RawScore))
        {
            if (!kept.Exists(better => better.ClassId == candidate.ClassId && better.Box.OverlapWith(candidate.Box) > maximumOverlap))
            {
                kept.Add(candidate);
            }
        }

        return kept;
    }
}
