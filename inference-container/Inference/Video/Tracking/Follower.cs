using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Follows an object from one processed frame to the next. Its pixels tell where it went; SAM cuts it out there, with the moved box and the last mask's moved
/// logits as hints.
/// </summary>
/// <remarks>
/// A <see cref="Sighting"/> is all that it carries from frame to frame. A network with a memory of its own (SAM 2, SAM 3) would take this class's place: then its
/// memory bank is carried, also across segments, where a sighting is stored today.
/// </remarks>
internal sealed class Follower(SamNetworks sam)
{
    // Of the box's width and height, on each side: room for the object to grow or turn until the next frame.
    private const float Margin = 0.03f;

    // Within this many pixels of the frame's edge, an object may continue outside.
    private const float CutOff = 2;

    // A mask that is this much larger or smaller than the last one is of something else.
    private const double MostGrowth = 2.2;
    private const double LeastQuality = 0.5;

    // Intersection over union of a mask with the moved last mask.
    private const double LeastAgreement = 0.25;

    // Mean difference of the pixels of a mask that is moved along, 0–255: with more, other pixels are there.
    private const double MostDifference = 20;

    private (int From, int To, (double X, double Y) Shift)? _ground;

    /// <param name="from">The frame that the object is known in.</param>
    /// <param name="sighting">The object there.</param>
    /// <param name="to">The frame after or before it.</param>
    /// <param name="expected">The shift predicted from its speed, in pixels of the clip.</param>
    /// <returns>Null if it is lost.</returns>
    public Sighting? Follow(FrameScene from, Sighting sighting, FrameScene to, (double X, double Y) expected)
    {
        var picture = to.Scene.Picture;
        var inside = from.Thumbnail.PixelsIn(sighting);
        var (x, y, _) = Motion.Find(from.Thumbnail, inside, to.Thumbnail, expected);
        var motion = Motion.FindScale(from.Thumbnail, inside, sighting.Edges.Middle, to.Thumbnail, (x, y));
        if (Move(sighting.Edges, motion, picture.Width, picture.Height) is not { } box)
        {
            return null;
        }

        if (CutOut(to, box, sighting, motion) is not { } next)
        {
            return null;
        }

        var growth = (double)next.Area / sighting.Area;
        return growth is > MostGrowth or < 1 / MostGrowth || Ground.IsAll(from.Thumbnail, sighting, to.Thumbnail, next, ShiftOfGround(from, to)) ? null : next;
    }

    /// <summary>Moves a mask along with its pixels, without SAM.</summary>
    /// <param name="from">The frame that the object is known in.</param>
    /// <param name="sighting">The object there.</param>
    /// <param name="to">The frame after or before it.</param>
    /// <param name="expected">The shift predicted from its speed, in pixels of the clip.</param>
    /// <returns>Null if it is lost.</returns>
    public Sighting? Carry(FrameScene from, Sighting sighting, FrameScene to, (double X, double Y) expected) =>
        Carry(from.Thumbnail, sighting, to.Thumbnail, expected, ShiftOfGround(from, to));

    /// <inheritdoc cref="Carry(FrameScene, Sighting, FrameScene, ValueTuple{double, double})"/>
    /// <param name="ground">Where the ground has gone, pixels of the clip.</param>
    internal static Sighting? Carry(Thumbnail from, Sighting sighting, Thumbnail to, (double X, double Y) expected, (double X, double Y) ground)
    {
        var (x, y, difference) = Motion.Find(from, from.PixelsIn(sighting), to, expected);
        var mask = sighting.Mask.Shift((int)Math.Round(x), (int)Math.Round(y));
        if (difference > MostDifference || mask.FindBox() is null)
        {
            return null;
        }

        var next = new Sighting(mask, Appearance.Of(to, mask)) { Quality = sighting.Quality };
        return Ground.IsAll(from, sighting, to, next, ground) ? null : next;
    }

    /// <summary>Segments the content of a box.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="box">The box in it, in pixels of the clip.</param>
    /// <param name="before">The object in another frame, whose logits are a hint; null for none.</param>
    /// <param name="motion">From there to here: the shift of its middle, pixels of the clip, and how much larger it is.</param>
    /// <param name="points">More points, pixels of the clip. Of a long frame only a part is looked at; points outside it are left out.</param>
    /// <returns>Null if nothing clear is there.</returns>
    public Sighting? CutOut(
        FrameScene frame, BoxF box, Sighting? before = null, (double X, double Y, double Scale)? motion = null, IEnumerable<(float X, float Y, bool Foreground)>? points = null)
    {
        return CutOut(frame, box, new SamPrompt().Add(box), points ?? [], embedding => before is null ? null : HintOf(before, embedding, motion ?? (0, 0, 1)));
    }

    /// <summary>What points mark.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="around">Where they are, pixels of the clip.</param>
    /// <param name="points">At least one in the foreground, pixels of the clip; left out as with a box.</param>
    /// <returns>Null if nothing clear is there.</returns>
    public Sighting? CutOutAt(FrameScene frame, BoxF around, IEnumerable<(float X, float Y, bool Foreground)> points) =>
        CutOut(frame, around, new SamPrompt(), points, _ => null);

    private Sighting? CutOut(
        FrameScene frame, BoxF around, SamPrompt prompt, IEnumerable<(float X, float Y, bool Foreground)> points, Func<SamEmbedding, MaskHint?> hintFor)
    {
        frame.Scene.ThrowIfCanceled();
        var picture = frame.Scene.Picture;
        var region = frame.RegionAround(around);
        var embedding = frame.Scene.GetEmbedding(sam, region);
        foreach (var (x, y, foreground) in points.Where(point => embedding.View.Holds(point.X, point.Y)))
        {
            prompt.Add(x, y, foreground);
        }

        var hint = hintFor(embedding);
        using var masks = sam.Decoder.Decode(embedding, prompt, hint?.Logits ?? []);
        var chosen = masks.ChooseBy(prompt, embedding);
        var mask = masks.Threshold(chosen, embedding, frame.Scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        mask = mask.PlaceIn(picture.Width, picture.Height, region.X, region.Y);
        return mask.FindBox() is null || masks.Scores[chosen] < LeastQuality || hint?.AgreementWith(masks.Logits(chosen)) < LeastAgreement
            ? null
            : new Sighting(mask, Appearance.Of(frame.Thumbnail, mask))
            {
                Logits = masks.Logits(chosen).ToArray(),
                View = embedding.View,
                Quality = Math.Clamp(masks.Scores[chosen], 0, 1),
            };
    }

    private static MaskHint HintOf(Sighting before, SamEmbedding embedding, (double X, double Y, double Scale) motion)
    {
        // A shift of the frame's corner, not of the object's middle.
        var (middleX, middleY) = before.Edges.Middle;
        var (x, y) = (motion.X + (middleX * (1 - motion.Scale)), motion.Y + (middleY * (1 - motion.Scale)));
        return before.Logits is { } logits
            ? MaskHint.OfLogits(logits, before.View, embedding.View, embedding.Letterbox.Side, x, y, motion.Scale)
            : MaskHint.OfMask(before.Mask, embedding.View, embedding.Letterbox.Side, x, y, motion.Scale);
    }

    /// <summary>Where the ground has gone from one frame to another, pixels of the clip: the same for all objects, so that it is found once.</summary>
    public (double X, double Y) ShiftOfGround(FrameScene from, FrameScene to)
    {
        if (_ground is not { } known || known.From != from.Sample || known.To != to.Sample)
        {
            _ground = known = (from.Sample, to.Sample, Ground.FindShift(from.Thumbnail, to.Thumbnail));
        }

        return known.Shift;
    }

    /// <summary>
    /// The box with margins at its new place, clipped to the frame; null if nothing is left. As the object moves away from an edge, the part that was cut off comes in,
    /// so the box still reaches to that edge.
    /// </summary>
    private static BoxF? Move(BoxF box, (double X, double Y, double Scale) motion, int width, int height)
    {
        var (left, right) = MoveEdges(box.Left, box.Right, (float)motion.X, width, (float)motion.Scale);
        var (top, bottom) = MoveEdges(box.Top, box.Bottom, (float)motion.Y, height, (float)motion.Scale);
        return right - left >= 2 && bottom - top >= 2 ? new BoxF(left, top, right, bottom) : null;
    }

    /// <summary>The same along one axis.</summary>
    internal static (float Start, float End) MoveEdges(float start, float end, float shift, int length, float scale = 1)
    {
        // Where the known frame ends says what is cut off; a box that has shrunk does not reach there any more.
        var growth = (end - start) * (scale - 1) / 2;
        var (newStart, newEnd) = (start - growth, end + growth);
        var margin = (newEnd - newStart) * Margin;
        return (
            start < CutOff && newStart + shift > start ? 0 : Math.Max(0, newStart + shift - margin),
            end > length - CutOff && newEnd + shift < end ? length : Math.Min(length, newEnd + shift + margin));
    }
}
