using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// A stretch between two key frames in which nothing seems to come, leave, cross another thing or move far, so that a first glance at the frame half-way is enough.
/// </summary>
internal sealed class CalmStretch
{
    // Intersection over union of the boxes of an object that has not moved far, and how much larger or smaller it may have become.
    private const float LeastStay = 0.1f;
    private const double MostGrowth = 1.5;

    // Most that its look may differ at both ends.
    private const double MostChange = 0.5;

    // Intersection over union of what was followed with what the glance shows.
    private const float SameObject = 0.5f;

    // Intersection over union of the boxes of two classes that are one thing.
    private const float OneThing = 0.8f;

    private readonly int _sample;
    private readonly IReadOnlyList<WordGlance> _glance;

    /// <param name="sample">The frame half-way.</param>
    /// <param name="glance">What it shows.</param>
    internal CalmStretch(int sample, IReadOnlyList<WordGlance> glance) => (_sample, _glance) = (sample, glance);

    /// <param name="before">The objects of the first frame.</param>
    /// <param name="after">The objects of the last frame.</param>
    /// <param name="middle">The frame half-way, at which the detectors only glance.</param>
    /// <param name="words">What is looked for.</param>
    /// <returns>Null if it is not calm, or if the networks have no first glance.</returns>
    public static CalmStretch? Find(IReadOnlyList<KeyObject> before, IReadOnlyList<KeyObject> after, FrameScene middle, TextPrompts words) =>
        SeemsCalm(before, after) && words.Glance(middle.Scene) is { } glance ? new CalmStretch(middle.Sample, glance) : null;

    /// <summary>
    /// Whether each object seen well at one end is at the other end too, and keeps apart from the others. What is hardly seen does not count: when it is seen well half-way, the
    /// glance shows it.
    /// </summary>
    internal static bool SeemsCalm(IReadOnlyList<KeyObject> before, IReadOnlyList<KeyObject> after)
    {
        var ways = new List<(KeyObject Before, KeyObject After)>();
        var left = after.Where(IsSeenWell).ToList();
        foreach (var found in before.Where(IsSeenWell))
        {
            if (left.Find(other => IsSame(found, other)) is not { } same)
            {
                return false;
            }

            left.Remove(same);
            ways.Add((found, same));
        }

        return left.Count == 0 && !ways.Index().Any(way => ways.Skip(way.Index + 1).Any(other => Touch(way.Item, other)));
    }

    /// <summary>Two words may show one thing: then it is in nearly the same box at both ends.</summary>
    private static bool Touch((KeyObject Before, KeyObject After) one, (KeyObject Before, KeyObject After) other) =>
        Around(one).OverlapWith(Around(other)) > 0
        && !(one.Before.ClassId != other.Before.ClassId && AreOne(one.Before, other.Before) && AreOne(one.After, other.After));

    private static bool AreOne(KeyObject one, KeyObject other) => one.Sighting.Edges.OverlapWith(other.Sighting.Edges) >= OneThing;

    /// <summary>Whether, half-way, the glance does not show a followed object where it is, or shows one that is not followed.</summary>
    /// <param name="trails">All of the stretch.</param>
    /// <param name="sample">How far they were followed.</param>
    public bool Contradicts(IReadOnlyList<Trail> trails, int sample)
    {
        if (sample != _sample)
        {
            return false;
        }

        return trails.Any(IsMissing) || _glance.Any(seen => IsNew(seen, trails));
    }

    private bool IsMissing(Trail trail) =>
        trail.Score >= TrackJoin.LeastScore && !_glance.Any(seen => seen.Score >= WordTracker.FaintestScore && Shows(seen, trail));

    private bool IsNew(WordGlance seen, IReadOnlyList<Trail> trails) =>
        seen.IsAnswer && seen.Score >= TrackJoin.LeastScore && !trails.Any(trail => Shows(seen, trail));

    private bool Shows(WordGlance seen, Trail trail) =>
        seen.ClassId == trail.ClassId && trail.Seen.TryGetValue(_sample, out var here) && seen.Box.OverlapWith(here.Edges) >= SameObject;

    private static bool IsSeenWell(KeyObject found) => found.Score >= TrackJoin.LeastScore;

    private static bool IsSame(KeyObject one, KeyObject other)
    {
        var growth = (double)other.Sighting.Area / one.Sighting.Area;
        return one.ClassId == other.ClassId
            && growth is < MostGrowth and > 1 / MostGrowth
            && one.Sighting.Edges.OverlapWith(other.Sighting.Edges) >= LeastStay
            && one.Sighting.Appearance.DistanceTo(other.Sighting.Appearance) <= MostChange;
    }

    private static BoxF Around((KeyObject Before, KeyObject After) way)
    {
        var (before, after) = (way.Before.Sighting.Edges, way.After.Sighting.Edges);
        return before.Including(after.Left, after.Top).Including(after.Right, after.Bottom);
    }
}
