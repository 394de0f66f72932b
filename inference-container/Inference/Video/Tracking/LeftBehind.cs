namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Tells when a mask may have stayed behind: what it was made for went on behind something, and the mask keeps to the ground beside that, or jumps to what is there
/// instead.
/// </summary>
internal static class LeftBehind
{
    // In sizes of the object per second: what went slower may just stand still.
    private const double LeastPace = 0.3;

    // The same, the ground's own pace left out: what stayed behind stands still.
    private const double MostPace = 0.3;

    // What goes on in sight looks like its beginning and is about as large as before. The change of colors is 0–1.
    private const double MostChange = 0.3;
    private const double LeastPart = 0.5;

    // A change of colors from one frame to the next, and from the beginning: with more, it is something else.
    private const double MostStep = 0.4;
    private const double MostChangeInStep = 0.5;

    /// <param name="known">The object in the frame before.</param>
    /// <param name="from">That frame.</param>
    /// <param name="followed">What was followed.</param>
    /// <param name="to">The frame that it was followed to.</param>
    /// <param name="ground">Where the ground has gone from there to here, pixels of the clip.</param>
    /// <param name="seconds">Between both, more than 0.</param>
    public static bool MayBe(MarkState known, Thumbnail from, Sighting followed, Thumbnail to, (double X, double Y) ground, double seconds)
    {
        var change = followed.Appearance.DistanceTo(known.Reference);
        return (change > MostChangeInStep && followed.Appearance.DistanceTo(known.Sighting.Appearance) > MostStep)
            || (known.Pace > LeastPace
                && (change > MostChange || followed.Area < LeastPart * known.UsualArea)
                && ShiftOf(known, followed, ground) < MostPace * seconds * Math.Sqrt(known.UsualArea)
                && Ground.HoldsStill(from, to, followed, ground));
    }

    private static double ShiftOf(MarkState known, Sighting followed, (double X, double Y) ground)
    {
        var ((fromX, fromY), (toX, toY)) = (known.Sighting.Edges.Middle, followed.Edges.Middle);
        return double.Hypot(toX - fromX - ground.X, toY - fromY - ground.Y);
    }
}
