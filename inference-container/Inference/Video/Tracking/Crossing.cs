using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Two objects that began apart and whose masks lie on one thing: only the one in front is seen there. Until they part, each is expected to go on as it went; the one
/// whose mask leaves its way is hidden, and its mask is on the other one.
/// </summary>
internal static class Crossing
{
    // The part of the smaller mask that both have in common when they lie on one thing.
    private const double LeastTogether = 0.6;

    // In sizes of the object: how much farther from its way than the other one it is.
    private const double LeastAstray = 0.2;

    /// <summary>Keeps each two objects whose masks lie on one thing on their ways, or only the one that is still on its own; in the order of their numbers.</summary>
    /// <param name="states">What is known of the objects after a frame; updated.</param>
    /// <param name="before">What was known before it.</param>
    /// <param name="sample">The frame.</param>
    /// <param name="expect">Where an object was expected there, pixels of the clip.</param>
    public static void PartAll(IDictionary<int, MarkState> states, IReadOnlyDictionary<int, MarkState> before, int sample, Func<MarkState, BoxF> expect)
    {
        IReadOnlyList<int> numbers = [.. before.Keys.Order()];
        foreach (var (index, number) in numbers.Index())
        {
            foreach (var other in numbers.Skip(index + 1))
            {
                Part(states, (number, before[number]), (other, before[other]), sample, expect);
            }
        }
    }

    private static void Part(
        IDictionary<int, MarkState> states, (int Number, MarkState State) was, (int Number, MarkState State) its, int sample, Func<MarkState, BoxF> expect)
    {
        var (one, two) = (states[was.Number], states[its.Number]);
        if (one.Sample != sample || two.Sample != sample || one.MarkSample == sample || two.MarkSample == sample || !AreTogether(one.Sighting, two.Sighting)
            || (was.State.Crosses != its.Number && its.State.Crosses != was.Number && !WereApart(was.State, its.State)))
        {
            return;
        }

        // The one that is lost still crosses the other: when it is found again while both masks lie on one thing, that is no meeting of two that began there.
        var astray = FindAstray((expect(was.State), one.Sighting), (expect(its.State), two.Sighting));
        states[was.Number] = astray < 0 ? was.State with { Crosses = its.Number } : astray > 0 ? one : KeepOnWay(one, was.State, its.Number);
        states[its.Number] = astray > 0 ? its.State with { Crosses = was.Number } : astray < 0 ? two : KeepOnWay(two, its.State, was.Number);
    }

    private static MarkState KeepOnWay(MarkState state, MarkState before, int crosses) => state with { SpeedX = before.SpeedX, SpeedY = before.SpeedY, Crosses = crosses };

    /// <summary>Whether two masks lie on one thing.</summary>
    public static bool AreTogether(Sighting one, Sighting other) =>
        one.Edges.OverlapWith(other.Edges) > 0 && one.Mask.CountCommon(other.Mask) >= LeastTogether * Math.Min(one.Area, other.Area);

    /// <summary>Whether two objects were seen in one frame, and apart there.</summary>
    public static bool WereApart(MarkState one, MarkState other) => one.Sample == other.Sample && !AreTogether(one.Sighting, other.Sighting);

    /// <summary>Which of both has left its way.</summary>
    /// <param name="one">Where one of them was expected, pixels of the clip, and its mask.</param>
    /// <param name="other">The same of the other one.</param>
    /// <returns>Below 0 for the one, above 0 for the other, 0 for none.</returns>
    public static int FindAstray((BoxF Expected, Sighting Seen) one, (BoxF Expected, Sighting Seen) other)
    {
        var further = DistanceFrom(other) - DistanceFrom(one);
        return Math.Abs(further) < LeastAstray ? 0 : Math.Sign(further);
    }

    private static double DistanceFrom((BoxF Expected, Sighting Seen) way)
    {
        var ((fromX, fromY), (toX, toY)) = (way.Expected.Middle, way.Seen.Edges.Middle);
        return double.Hypot(toX - fromX, toY - fromY) / Math.Sqrt(way.Seen.Edges.Area);
    }
}
