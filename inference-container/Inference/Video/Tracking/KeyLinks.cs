using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Which finds in a chunk's first and last frame may be one object, by their boxes alone: before anything is cut out or followed. What is hardly seen is worth that
/// only if there may be more of it at the other end.
/// </summary>
/// <param name="first">Of the first frame.</param>
/// <param name="last">Of the last one.</param>
/// <param name="seconds">Between them.</param>
internal sealed class KeyLinks(IReadOnlyList<KeyPlace> first, IReadOnlyList<KeyPlace> last, double seconds)
{
    private const double MostGrowth = 3;

    // In sizes of the object: how far it may go at all, and in each second.
    private const double Leeway = 0.8;
    private const double LeewayPerSecond = 1.6;

    // In sizes: what goes further between the two frames may do anything meanwhile.
    private const double CalmWay = 1.2;

    /// <summary>Between the two frames.</summary>
    public double Seconds => seconds;

    /// <summary>
    /// Whether both frames show the same objects well, none of which comes near another on its way: then what is between them needs no detectors. What is hardly seen
    /// says nothing about that.
    /// </summary>
    public bool IsCalm
    {
        get
        {
            var ways = first.Where(IsSure).Select(place => WayOf(place, inFirst: true)).ToList();
            return ways.Count > 0
                && ways.All(way => way is not null)
                && last.Where(IsSure).All(place => WayOf(place, inFirst: false) is not null)
                && !ways.Index().Any(one => ways.Take(one.Index).Any(other => other!.Value.OverlapWith(one.Item!.Value) > 0));
        }
    }

    /// <summary>Whether a find is worth to be cut out and followed.</summary>
    public bool IsWanted(KeyPlace place, bool inFirst)
    {
        var (own, others) = inFirst ? (first, last) : (last, first);
        return IsSure(place) || place.Box is null || others.Any(other => other.Box is null || IsNearest(place, own, other));
    }

    private static bool IsSure(KeyPlace place) => place.Score >= TrackJoin.LeastScore;

    /// <summary>The speed from a find to what it most likely is at the other end, pixels of the clip a second in the direction of time; 0 if that is not clear.</summary>
    /// <param name="number">Of the find.</param>
    /// <param name="inFirst">Whether it is in the first frame.</param>
    public (double X, double Y) FindSpeed(int number, bool inFirst)
    {
        if (FindOther((inFirst ? first : last)[number], inFirst) is not { } other)
        {
            return (0, 0);
        }

        var (from, to) = inFirst ? (first[number], other) : (other, last[number]);
        return ((to.Box!.Value.Middle.X - from.Box!.Value.Middle.X) / seconds, (to.Box.Value.Middle.Y - from.Box.Value.Middle.Y) / seconds);
    }

    /// <summary>Around a find and what it is at the other end; null if that is not clear or far away.</summary>
    private BoxF? WayOf(KeyPlace place, bool inFirst) =>
        FindOther(place, inFirst) is { } other && Distance(place, other) <= CalmWay && other.Box is { } to
            ? place.Box!.Value.Including(to.Left, to.Top).Including(to.Right, to.Bottom)
            : null;

    private KeyPlace? FindOther(KeyPlace place, bool inFirst)
    {
        var (own, others) = inFirst ? (first, last) : (last, first);
        var other = others.Where(other => IsNearest(place, own, other)).OrderBy(other => IsSure(place) && !IsSure(other)).ThenBy(other => Distance(place, other)).FirstOrDefault();
        return other is not null && IsNearest(other, others, place) ? other : null;
    }

    /// <summary>Whether a find may be what is found at the other end, and no other of its own frame is likelier to be that: of what is seen well nothing faint is.</summary>
    private bool IsNearest(KeyPlace place, IReadOnlyList<KeyPlace> own, KeyPlace other)
    {
        var distance = Distance(place, other);
        return distance <= ReachIn(seconds) && !own.Any(rival => rival != place && (IsSure(rival) || !IsSure(place)) && Distance(rival, other) < distance);
    }

    private static double Distance(KeyPlace one, KeyPlace other) =>
        one.ClassId == other.ClassId && one.Box is { } from && other.Box is { } to ? Distance(from, to) : double.PositiveInfinity;

    /// <summary>In sizes how far an object may go in some seconds.</summary>
    public static double ReachIn(double seconds) => Leeway + (LeewayPerSecond * seconds);

    /// <summary>From middle to middle, in sizes; infinite for boxes that cannot be around one object.</summary>
    public static double Distance(BoxF from, BoxF to)
    {
        var (fromSize, toSize) = (Math.Sqrt(from.Area), Math.Sqrt(to.Area));
        return Math.Min(fromSize, toSize) <= 0 || Math.Max(fromSize, toSize) > MostGrowth * Math.Min(fromSize, toSize)
            ? double.PositiveInfinity
            : double.Hypot(to.Middle.X - from.Middle.X, to.Middle.Y - from.Middle.Y) * 2 / (fromSize + toSize);
    }
}
