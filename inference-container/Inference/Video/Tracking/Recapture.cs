using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Detection;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Finds a marked object again when it was lost, or when what was followed may be something else: among what detectors see, where it should be, and where it was.
/// </summary>
/// <param name="networks">Networks that this caller has leased.</param>
/// <param name="follower">Cuts out what may be it.</param>
internal sealed class Recapture(NetworkSet networks, Follower follower)
{
    // Intersection over union from which a detection's box is that of a mask.
    private const double SameObject = 0.5;

    // How many of the things that detectors see are looked at, and of those that move by themselves; and the score of what is seen well.
    private const int MostCandidates = 3;
    private const int MostMovers = 2;
    private const double LeastScore = 0.2;

    // Intersection over union of boxes in which SAM finds the same.
    private const double SameBox = 0.9;

    // What an object may look like, compared with where it is marked, when it is found again: more, if detectors say that it is of its kind, and less, if it was there
    // when the object was elsewhere.
    private const double MostChange = 0.4;
    private const double MostChangeOfKind = 0.5;
    private const double MostChangeInPlace = 0.2;

    // Of its area, at once and after each second.
    private const double MostGrowth = 2;
    private const double MostGrowthPerSecond = 0.25;

    // In sizes of the object: how far it may be from where it is expected, at once and after each second.
    private const double Leeway = 1.5;
    private const double LeewayPerSecond = 2.5;

    // Both grow no longer than this.
    private const double LongestSearch = 4;

    // What may take the place of what was followed: what overlaps it, or looks much more like the object. Of two alike that are side by side none is the better one.
    private const double LeastOverlap = 0.3;
    private const double ClearlyMoreAlike = 0.15;

    // Intersection over union from which a mask is another object's.
    private const double Taken = 0.6;

    // A mask of which one of these is not so may be of something else, or of a part.
    private const double SureGrowth = 1.3;
    private const double SureShift = 0.5;
    private const double SureChange = 0.25;

    // Weights beside a change of colors, 0–1: all of the leeway, twice the area, and being all that detectors take for one of its kind.
    private const double WeightOfWay = 0.15;
    private const double WeightOfGrowth = 0.2;
    private const double WeightOfKind = 0.2;

    /// <summary>Whether a mask goes on from the one before it so that it need not be looked at twice.</summary>
    public static bool IsSure(Sighting before, Sighting after)
    {
        var growth = (double)after.Area / before.Area;
        return growth is < SureGrowth and > 1 / SureGrowth
            && Distance(before.Edges, after.Edges) < SureShift * SizeOf(before.Edges)
            && after.Appearance.DistanceTo(before.Appearance) < SureChange;
    }

    /// <summary>The class of the detection that an object is; null if detectors see none there.</summary>
    public int? FindKind(FrameScene frame, Sighting sighting) => frame.Scene.GetDetections(networks.Detectors)
        .Where(detection => detection.RawScore >= LeastScore && detection.Box.OverlapWith(sighting.Edges) >= SameObject)
        .MaxBy(detection => detection.RawScore)?.ClassId;

    /// <summary>The likeliest of what was followed and of what detectors see; when it is lost, also of what is where it should be or was, and of what moves by itself.</summary>
    /// <param name="known">The object.</param>
    /// <param name="to">Where it is looked for.</param>
    /// <param name="neighbors">The frames beside it.</param>
    /// <param name="expected">Where it should be there, pixels of the clip.</param>
    /// <param name="seconds">Since it was seen.</param>
    /// <param name="followed">What was followed there; null when it is lost.</param>
    /// <param name="others">Other objects there.</param>
    /// <returns>Null if nothing is like it.</returns>
    public Sighting? Find(
        MarkState known, FrameScene to, FrameNeighbors neighbors, BoxF expected, double seconds, Sighting? followed, IReadOnlyList<Sighting> others)
    {
        seconds = Math.Min(seconds, LongestSearch);
        var all = to.Scene.GetDetections(networks.Detectors).Where(detection => IsNear(known, expected, detection.Box, seconds)).ToList();
        var well = all.FindAll(detection => detection.RawScore >= LeastScore);
        if (followed is not null && neighbors.Before is { } from
            && FitOfKind(known, followed, well) < SameObject
            && LeftBehind.MayBe(known, from.Thumbnail, followed, to.Thumbnail, follower.ShiftOfGround(from, to), seconds))
        {
            followed = null;
        }

        var near = followed is null ? all : well;
        var boxes = near
            .OrderBy(detection => detection.ClassId == known.Kind ? 0 : 1)
            .ThenBy(detection => Distance(detection.Box, followed?.Edges ?? expected))
            .Take(MostCandidates)
            .Select(detection => detection.Box)
            .ToList();
        if (followed is null)
        {
            boxes.AddRange([expected, known.Sighting.Edges, .. neighbors.Movers.Where(box => IsNear(known, expected, box, seconds)).Take(MostMovers)]);
        }

        return boxes.Where((box, index) => box.Area > 0 && !boxes.Take(index).Any(other => other.OverlapWith(box) >= SameBox))
            .Select(box => follower.CutOut(to, box))
            .OfType<Sighting>()
            .Where(sighting => IsNear(known, expected, sighting.Edges, seconds)
                && MayReplace(known, followed, sighting)
                && !others.Any(other => other.OverlapWith(sighting) > Taken)
                && MayBe(known, sighting, to, neighbors.Before, well, isLost: followed is null))
            .Prepend(followed)
            .OfType<Sighting>()
            .MinBy(sighting => CostOf(known, sighting, expected, seconds, near));
    }

    /// <summary>Whether it looks like the object. Of what stands still, and is not seen as one of its kind, that is no sign: it was there before.</summary>
    private bool MayBe(MarkState known, Sighting sighting, FrameScene to, FrameScene? before, List<Detection> well, bool isLost)
    {
        var change = Change(known, sighting);
        return FitOfKind(known, sighting, well) >= SameObject ? change <= MostChangeOfKind
            : change <= MostChange
                && (!isLost || change <= MostChangeInPlace || before is null || !Ground.HoldsStill(before.Thumbnail, to.Thumbnail, sighting, follower.ShiftOfGround(before, to)));
    }

    private static bool MayReplace(MarkState known, Sighting? followed, Sighting sighting) =>
        followed is null || followed.Edges.OverlapWith(sighting.Edges) >= LeastOverlap || Change(known, sighting) < Change(known, followed) - ClearlyMoreAlike;

    /// <summary>How unlikely it is that something is the object: by its colors, its place, its size and its kind.</summary>
    internal static double CostOf(MarkState known, Sighting sighting, BoxF expected, double seconds, List<Detection> near) =>
        Change(known, sighting)
        + (WeightOfWay * Distance(expected, sighting.Edges) / (UsualSizeOf(known) * LeewayAfter(seconds)))
        + (WeightOfGrowth * Math.Abs(Math.Log2(sighting.Area / known.UsualArea)))
        - (WeightOfKind * FitOfKind(known, sighting, near));

    /// <summary>How well it fits what detectors take for one of its kind: intersection over union of the boxes, 0–1.</summary>
    private static double FitOfKind(MarkState known, Sighting sighting, List<Detection> near) => near
        .Where(detection => detection.ClassId == known.Kind)
        .Select(detection => detection.Box.OverlapWith(sighting.Edges))
        .DefaultIfEmpty()
        .Max();

    private static double Change(MarkState known, Sighting sighting) => sighting.Appearance.DistanceTo(known.Reference);

    /// <summary>Whether a box may be the object's by its place and size. What was half hidden when it was seen last may come back whole.</summary>
    internal static bool IsNear(MarkState known, BoxF expected, BoxF box, double seconds)
    {
        var last = Math.Max(1, known.Sighting.Edges.Area);
        var usual = last * Math.Max(1, known.UsualArea / known.Sighting.Area);
        var most = MostGrowth * (1 + (MostGrowthPerSecond * seconds));
        return box.Area < usual * most && box.Area > last / most && Distance(expected, box) <= UsualSizeOf(known) * LeewayAfter(seconds);
    }

    private static double LeewayAfter(double seconds) => Leeway + (LeewayPerSecond * seconds);

    private static double Distance(BoxF one, BoxF other) => double.Hypot(one.Middle.X - other.Middle.X, one.Middle.Y - other.Middle.Y);

    /// <summary>Its size when no part of it is hidden: behind something it is a sliver in the end, whose size says nothing of how far it goes meanwhile.</summary>
    private static double UsualSizeOf(MarkState known) => SizeOf(known.Sighting.Edges) * Math.Sqrt(Math.Max(1, known.UsualArea / known.Sighting.Area));

    private static double SizeOf(BoxF box) => Math.Max(1, Math.Sqrt(box.Area));
}
