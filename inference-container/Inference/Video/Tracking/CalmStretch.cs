using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
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

    // Of what a detection shows: what is so much in a followed object is a part of it, or it.
    private const double Inside = 0.8;

    // Intersection over union of the boxes of two things, at each of so many steps of their ways, up to which they keep apart.
    private const float MostTouch = 0.02f;
    private const int Steps = 10;

    // Intersection over union of the boxes of two classes that are one thing.
    private const float OneThing = 0.8f;

    private readonly int _sample;
    private readonly IReadOnlyList<Way> _ways;
    private readonly Func<IReadOnlyList<WordGlance>> _lookClosely;
    private readonly Func<BoxF, BinaryMask?> _cutOut;
    private IReadOnlyList<WordGlance> _glance;

    /// <param name="sample">The frame half-way.</param>
    /// <param name="ways">What is seen well at one end at least.</param>
    /// <param name="glance">What the frame half-way shows.</param>
    /// <param name="lookClosely">What it shows in all views: a single view takes more for objects than there are.</param>
    /// <param name="cutOut">Makes a mask of what is in a box there, at the clip's size; null if nothing is.</param>
    internal CalmStretch(
        int sample, IReadOnlyList<Way> ways, IReadOnlyList<WordGlance> glance, Func<IReadOnlyList<WordGlance>> lookClosely, Func<BoxF, BinaryMask?> cutOut) =>
        (_sample, _ways, _glance, _lookClosely, _cutOut) = (sample, ways, glance, lookClosely, cutOut);

    /// <param name="before">The objects of the first frame.</param>
    /// <param name="after">The objects of the last frame.</param>
    /// <param name="middle">The frame half-way, at which the detectors only glance.</param>
    /// <param name="words">What is looked for.</param>
    /// <param name="follower">Cuts out what may be a part of what is followed.</param>
    /// <returns>Null if it is not calm, or if the networks have no first glance.</returns>
    public static CalmStretch? Find(IReadOnlyList<KeyObject> before, IReadOnlyList<KeyObject> after, FrameScene middle, TextPrompts words, Follower follower) =>
        FindWays(before, after) is { } ways && words.Glance(middle.Scene, withAllViews: false) is { } glance
            ? new CalmStretch(middle.Sample, ways, glance, () => words.Glance(middle.Scene, withAllViews: true)!, box => follower.CutOut(middle, box)?.Mask)
            : null;

    /// <summary>The boxes around what is seen well at one end at least, when it has gone a part of its way, 0–1; what overlaps is in one box.</summary>
    public IReadOnlyList<BoxF> FindPlaces(float part)
    {
        var places = new List<BoxF>();
        foreach (var box in _ways.Select(way => way.PlaceAt(part)))
        {
            var place = box;
            for (var index = 0; (index = places.FindIndex(other => other.OverlapWith(place) > 0)) >= 0;)
            {
                place = place.Including(places[index]);
                places.RemoveAt(index);
            }

            places.Add(place);
        }

        return places;
    }

    /// <summary>
    /// The ways of what is seen well at one end at least, if each is seen at the other end too and keeps apart from the others. What is hardly seen at both does not count:
    /// when it is seen well half-way, the glance shows it.
    /// </summary>
    /// <returns>Null if one is not, or does not.</returns>
    internal static IReadOnlyList<Way>? FindWays(IReadOnlyList<KeyObject> before, IReadOnlyList<KeyObject> after)
    {
        var ways = new List<Way>();
        var left = after.OrderByDescending(found => found.Score).ToList();
        foreach (var found in before.OrderByDescending(found => found.Score))
        {
            if (left.Find(other => (IsSeenWell(found) || IsSeenWell(other)) && IsSame(found, other)) is { } same)
            {
                left.Remove(same);
                ways.Add(new Way(found, same));
            }
            else if (IsSeenWell(found))
            {
                return null;
            }
        }

        return left.Exists(IsSeenWell) || ways.Index().Any(way => ways.Skip(way.Index + 1).Any(other => Touch(way.Item, other))) ? null : ways;
    }

    /// <summary>Two words may show one thing: then it is in nearly the same box at both ends.</summary>
    private static bool Touch(Way one, Way other) =>
        Enumerable.Range(0, Steps + 1).Any(step => one.PlaceAt((float)step / Steps).OverlapWith(other.PlaceAt((float)step / Steps)) > MostTouch)
        && !(one.Before.ClassId != other.Before.ClassId && AreOne(one.Before, other.Before) && AreOne(one.After, other.After));

    private static bool AreOne(KeyObject one, KeyObject other) => one.Sighting.Edges.OverlapWith(other.Sighting.Edges) >= OneThing;

    /// <summary>Whether, half-way, the glance does not show a followed object where it is, or shows one that is not followed.</summary>
    /// <param name="trails">All of the stretch.</param>
    /// <param name="sample">How far they were followed.</param>
    public bool Contradicts(IReadOnlyList<Trail> trails, int sample)
    {
        if (sample != _sample || !Contradicts(trails))
        {
            return false;
        }

        _glance = _lookClosely();
        return trails.Any(IsMissing) || _glance.Any(seen => IsNew(seen, trails) && !trails.Any(trail => IsPart(seen, trail)));
    }

    private bool Contradicts(IReadOnlyList<Trail> trails) => trails.Any(IsMissing) || _glance.Any(seen => IsNew(seen, trails));

    private bool IsMissing(Trail trail) =>
        trail.Score >= TrackJoin.LeastScore && !_glance.Any(seen => seen.Score >= WordTracker.FaintestScore && Shows(seen, trail));

    private bool IsNew(WordGlance seen, IReadOnlyList<Trail> trails) =>
        seen.IsAnswer && seen.Score >= TrackJoin.LeastScore && !trails.Any(trail => Shows(seen, trail));

    /// <summary>In a key frame such a detection would be left out as well: of two that show one thing the one with the lower score.</summary>
    private bool IsPart(WordGlance seen, Trail trail) =>
        seen.ClassId == trail.ClassId && trail.Seen.TryGetValue(_sample, out var here) && !Shows(seen, trail)
        && seen.Box.PartIn(here.Edges) >= Inside
        && _glance.Any(whole => whole.Score >= seen.Score && Shows(whole, trail))
        && _cutOut(seen.Box) is { } mask && mask.CountCommon(here.Mask) >= Inside * Math.Min(mask.CountArea(), here.Area);

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

    /// <param name="Before">An object of the first frame.</param>
    /// <param name="After">The same in the last one.</param>
    internal sealed record Way(KeyObject Before, KeyObject After)
    {
        /// <summary>Where it is, going straight, after a part of the way, 0–1.</summary>
        public BoxF PlaceAt(float part) => Before.Sighting.Edges.Toward(After.Sighting.Edges, part);
    }
}
