using SegFunctions.Inference.Networks.Detection;

namespace SegFunctions.Inference.Networks.Yolo;

/// <summary>Selects the detections among YOLO's thousands of candidates.</summary>
internal static class YoloFinds
{
    /// <summary>Fainter candidates are noise.</summary>
    public const float FaintestScore = 0.02f;

    // The weaker of two boxes for a phrase is dropped if they overlap more than this.
    private const float SameObject = 0.5f;

    /// <summary>The most confident detections of a phrase that are kept, as for the other networks.</summary>
    private const int MostFinds = 100;

    /// <param name="candidates">Each with its number; classes are phrases.</param>
    /// <returns>The most confident detections of each phrase.</returns>
    public static IEnumerable<(int Number, Detection.Detection Found)> Choose(IReadOnlyList<(int Number, Detection.Detection Found)> candidates)
    {
        var numbers = new Dictionary<Detection.Detection, int>(ReferenceEqualityComparer.Instance);
        foreach (var (number, found) in candidates.Where(candidate => candidate.Found.Box.Area > 0))
        {
            numbers.Add(found, number);
        }

        return NonMaximumSuppression.Apply(numbers.Keys, SameObject)
            .GroupBy(found => found.ClassId)
            .SelectMany(ofPhrase => ofPhrase.Take(MostFinds))
            .Select(found => (numbers[found], found));
    }
}
