using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing.RunLengths;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>What is known about a marked object after a frame: everything that the next frame's result depends on, so that another worker can continue.</summary>
/// <param name="Sighting">Where it was seen last.</param>
/// <param name="Reference">Its appearance where it was marked.</param>
/// <param name="Sample">Where it was seen last: index among the processed frames.</param>
/// <param name="SpeedX">Pixels per second, in the direction of time.</param>
/// <param name="SpeedY">The same, downward.</param>
/// <param name="MarkSample">Where it was marked.</param>
/// <param name="Kind">The detectors' class of what is there; null if they see nothing there.</param>
/// <param name="UsualArea">Mean area of its masks, in which the last ones count most, pixels.</param>
/// <param name="Pace">How fast it moved by itself of late, in its own sizes per second.</param>
/// <param name="Crosses">Number of the object whose mask lies on the same thing; null if none does.</param>
internal sealed record MarkState(
    Sighting Sighting,
    Appearance Reference,
    int Sample,
    double SpeedX,
    double SpeedY,
    int MarkSample,
    int? Kind,
    double UsualArea,
    double Pace = 0,
    int? Crosses = null)
{
    // Of a new area beside the known one: for a moment it may be half hidden.
    private const double AreaPart = 0.3;

    // Of a pace, after each second: what has just stood still may still be what moved.
    private const double PaceKept = 0.5;

    /// <summary>The state with the pace of a while.</summary>
    /// <param name="speedX">Pixels per second, beside the ground's.</param>
    /// <param name="speedY">The same, downward.</param>
    /// <param name="seconds">How long it was, at least 0.</param>
    public MarkState Pass(double speedX, double speedY, double seconds) =>
        this with { Pace = Math.Max(double.Hypot(speedX, speedY) / Math.Sqrt(Math.Max(1, UsualArea)), Rest(seconds).Pace) };

    /// <summary>The state after a while in which nothing is known of its pace.</summary>
    /// <param name="seconds">How long it was, at least 0.</param>
    public MarkState Rest(double seconds) => this with { Pace = Pace * Math.Pow(PaceKept, seconds) };

    /// <summary>The state after it was seen in another frame.</summary>
    public MarkState See(Sighting sighting, int sample, double speedX, double speedY) => this with
    {
        Sighting = sighting,
        Sample = sample,
        SpeedX = speedX,
        SpeedY = speedY,
        Crosses = null,
        UsualArea = UsualArea + (AreaPart * (sighting.Area - UsualArea)),
    };
}

/// <summary>The state of all marked objects after a chunk, which a segment leaves to its neighbor.</summary>
/// <param name="Sample">The last frame processed.</param>
/// <param name="Objects">The objects marked so far.</param>
internal sealed record MarkBorder(int Sample, IReadOnlyList<BorderObject> Objects)
{
    public static MarkBorder Of(int sample, IReadOnlyDictionary<int, MarkState> states) =>
        new(sample, [.. states.OrderBy(entry => entry.Key).Select(entry => BorderObject.Of(entry.Key, entry.Value))]);

    public Dictionary<int, MarkState> ToStates() => Objects.ToDictionary(entry => entry.Number, entry => entry.ToState());
}

/// <summary>A <see cref="MarkState"/> in its stored form. What an older worker did not write has a default, so that a job goes on after an upgrade.</summary>
internal sealed record BorderObject(
    int Number,
    int Sample,
    int MarkSample,
    double SpeedX,
    double SpeedY,
    MaskRle Mask,
    IReadOnlyList<float> Look,
    IReadOnlyList<float> Reference,
    double Quality,
    PixelBox Region,
    int ViewWidth,
    int ViewHeight,
    byte[]? Logits,
    int? Kind = null,
    double UsualArea = 0,
    double Pace = 0,
    int? Crosses = null)
{
    public static BorderObject Of(int number, MarkState state) => new(
        number,
        state.Sample,
        state.MarkSample,
        state.SpeedX,
        state.SpeedY,
        new MaskRle([state.Sighting.Mask.Height, state.Sighting.Mask.Width], CocoRle.FromMask(state.Sighting.Mask).ToText()),
        state.Sighting.Appearance.Shares,
        state.Reference.Shares,
        state.Sighting.Quality,
        state.Sighting.View.Region ?? new PixelBox(0, 0, 0, 0),
        state.Sighting.View.Width,
        state.Sighting.View.Height,
        state.Sighting.Logits is { } logits ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(logits.AsSpan()).ToArray() : null,
        state.Kind,
        state.UsualArea,
        state.Pace,
        state.Crosses);

    public MarkState ToState()
    {
        var sighting = new Sighting(CocoRle.FromText(Mask.Size[0], Mask.Size[1], Mask.Counts).ToMask(), new Appearance([.. Look]))
        {
            Quality = Quality,
            View = new InputView(Region, ViewWidth, ViewHeight),
            Logits = Logits is null ? null : System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Logits).ToArray(),
        };
        return new MarkState(
            sighting, new Appearance([.. Reference]), Sample, SpeedX, SpeedY, MarkSample, Kind, UsualArea > 0 ? UsualArea : sighting.Area, Pace, Crosses);
    }
}
