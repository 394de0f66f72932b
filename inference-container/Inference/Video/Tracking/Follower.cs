using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Follows an object from one processed frame to the next: its pixels say where it went, and SAM, given the moved box and the moved logits of the last mask,
/// cuts it out there.
/// </summary>
/// <remarks>
/// All that it carries from frame to frame is a <see cref="Sighting"/>. A network with a memory of its own (SAM 2, SAM 3) takes this class's place: its
/// memory bank is then what is carried, also across segments, where a sighting is stored today.
/// </remarks>
internal sealed class Follower(SamNetworks sam)
{
    // Of the box's width and height, on each side: what an object may grow or turn from one frame to the next.
    private const float Margin = 0.03f;

    // Pixels from the frame's edge within which an object may go on outside.
    private const float CutOff = 2;

    // A mask that is so much larger or smaller than the last one is of something else.
    private const double MostGrowth = 2.2;
    private const double LeastQuality = 0.5;

    // Intersection over union of a mask with where the last one was moved to.
    private const double LeastAgreement = 0.25;

    /// <param name="from">The frame that the object is known in.</param>
    /// <param name="sighting">The object there.</param>
    /// <param name="to">The frame after or before it.</param>
    /// <param name="expected">The shift by its speed, pixels of the clip.</param>
    /// <returns>Null if it is lost.</returns>
    public (Sighting Sighting, (double X, double Y) Shift)? Follow(FrameScene from, Sighting sighting, FrameScene to, (double X, double Y) expected)
    {
        var picture = to.Scene.Picture;
        var motion = Motion.Find(from.Thumbnail, sighting, to.Thumbnail, expected);
        if (Move(sighting.Edges, motion.X, motion.Y, picture.Width, picture.Height) is not { } box)
        {
            return null;
        }

        if (CutOut(to, box, sighting, motion.X, motion.Y) is not { } next)
        {
            return null;
        }

        var growth = (double)next.Area / sighting.Area;
        return growth is > MostGrowth or < 1 / MostGrowth ? null : (next, Between(sighting.Box, next.Box));
    }

    /// <summary>What is in a box.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="box">In it, pixels of the clip.</param>
    /// <param name="before">The object in another frame, whose logits are a hint; null for none.</param>
    /// <param name="shiftX">From there to here, pixels of the clip.</param>
    /// <param name="shiftY">The same, downwards.</param>
    /// <param name="points">More points, pixels of the clip.</param>
    /// <returns>Null if nothing clear is there.</returns>
    public Sighting? CutOut(
        FrameScene frame, BoxF box, Sighting? before = null, double shiftX = 0, double shiftY = 0, IEnumerable<(float X, float Y, bool Foreground)>? points = null)
    {
        var prompt = new SamPrompt().Add(box);
        foreach (var (x, y, foreground) in points ?? [])
        {
            prompt.Add(x, y, foreground);
        }

        return CutOut(frame, box, prompt, embedding => before is null ? null : HintOf(before, embedding, shiftX, shiftY));
    }

    /// <summary>What points mark.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="around">Where they are, pixels of the clip.</param>
    /// <param name="points">At least one in the foreground, pixels of the clip.</param>
    /// <returns>Null if nothing clear is there.</returns>
    public Sighting? CutOutAt(FrameScene frame, BoxF around, IEnumerable<(float X, float Y, bool Foreground)> points)
    {
        var prompt = new SamPrompt();
        foreach (var (x, y, foreground) in points)
        {
            prompt.Add(x, y, foreground);
        }

        return CutOut(frame, around, prompt, _ => null);
    }

    private Sighting? CutOut(FrameScene frame, BoxF around, SamPrompt prompt, Func<SamEmbedding, MaskHint?> hintFor)
    {
        frame.Scene.ThrowIfCanceled();
        var picture = frame.Scene.Picture;
        var region = frame.RegionAround(around);
        var embedding = frame.Scene.GetEmbedding(sam, region);
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

    private static MaskHint HintOf(Sighting before, SamEmbedding embedding, double shiftX, double shiftY) => before.Logits is { } logits
        ? MaskHint.OfLogits(logits, before.View, embedding.View, embedding.Letterbox.Side, shiftX, shiftY)
        : MaskHint.OfMask(before.Mask, embedding.View, embedding.Letterbox.Side, shiftX, shiftY);

    private static (double X, double Y) Between(PixelBox before, PixelBox after) =>
        (after.X - before.X + ((after.Width - before.Width) / 2.0), after.Y - before.Y + ((after.Height - before.Height) / 2.0));

    /// <summary>
    /// The box at its new place with its margins, cut at the frame's edges; null if nothing of it is left. What an edge cuts off comes in as it moves away from there,
    /// so that the box reaches to that edge still.
    /// </summary>
    private static BoxF? Move(BoxF box, double x, double y, int width, int height)
    {
        var (left, right) = MoveEdges(box.Left, box.Right, (float)x, width);
        var (top, bottom) = MoveEdges(box.Top, box.Bottom, (float)y, height);
        return right - left >= 2 && bottom - top >= 2 ? new BoxF(left, top, right, bottom) : null;
    }

    /// <summary>One direction of that.</summary>
    internal static (float Start, float End) MoveEdges(float start, float end, float shift, int length)
    {
        var margin = (end - start) * Margin;
        return (
            start < CutOff && shift > 0 ? 0 : Math.Max(0, start + shift - margin),
            end > length - CutOff && shift < 0 ? length : Math.Min(length, end + shift + margin));
    }
}
