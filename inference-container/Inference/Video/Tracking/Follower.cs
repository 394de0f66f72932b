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
    private const float Margin = 0.05f;

    // A mask that is so much larger or smaller than the last one is of something else.
    private const double MostGrowth = 2.2;
    private const double LeastQuality = 0.5;

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
        frame.Scene.ThrowIfCanceled();
        var picture = frame.Scene.Picture;
        var region = PictureParts.Around(box, picture.Width, picture.Height);
        var embedding = frame.Scene.GetEmbedding(sam, region);
        var prompt = new SamPrompt().Add(box);
        foreach (var (x, y, foreground) in points ?? [])
        {
            prompt.Add(x, y, foreground);
        }

        var hint = before?.Logits is { } logits && before.Region == region ? Shift(logits, shiftX, shiftY, embedding) : default;
        using var masks = sam.Decoder.Decode(embedding, prompt, hint);
        var mask = masks.Threshold(0, embedding, frame.Scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        mask = mask.PlaceIn(picture.Width, picture.Height, region.X, region.Y);
        return mask.FindBox() is null || masks.Scores[0] < LeastQuality
            ? null
            : new Sighting(mask, Appearance.Of(frame.Thumbnail, mask))
            {
                Logits = masks.Logits(0).ToArray(),
                Region = region,
                Quality = Math.Clamp(masks.Scores[0], 0, 1),
            };
    }

    private static (double X, double Y) Between(PixelBox before, PixelBox after) =>
        (after.X - before.X + ((after.Width - before.Width) / 2.0), after.Y - before.Y + ((after.Height - before.Height) / 2.0));

    /// <summary>The box at its new place with its margins, cut at the frame's edges; null if nothing of it is left.</summary>
    private static BoxF? Move(BoxF box, double x, double y, int width, int height)
    {
        var (marginX, marginY) = ((box.Right - box.Left) * Margin, (box.Bottom - box.Top) * Margin);
        var moved = new BoxF(
            Math.Max(0, box.Left + (float)x - marginX),
            Math.Max(0, box.Top + (float)y - marginY),
            Math.Min(width, box.Right + (float)x + marginX),
            Math.Min(height, box.Bottom + (float)y + marginY));
        return moved.Right - moved.Left >= 2 && moved.Bottom - moved.Top >= 2 ? moved : null;
    }

    /// <summary>The logits moved by whole cells; what comes in from outside is not the object.</summary>
    private static float[] Shift(float[] logits, double x, double y, SamEmbedding embedding)
    {
        var cells = (double)SamMasks.Side / embedding.Letterbox.Side;
        var (columns, rows) = ((int)Math.Round(x * embedding.Letterbox.ScaleX * cells), (int)Math.Round(y * embedding.Letterbox.ScaleY * cells));
        var moved = new float[logits.Length];
        moved.AsSpan().Fill(logits.Min());
        for (var row = Math.Max(0, rows); row < Math.Min(SamMasks.Side, SamMasks.Side + rows); row++)
        {
            var (start, length) = (Math.Max(0, columns), SamMasks.Side - Math.Abs(columns));
            if (length > 0)
            {
                logits.AsSpan(((row - rows) * SamMasks.Side) + start - columns, length).CopyTo(moved.AsSpan((row * SamMasks.Side) + start, length));
            }
        }

        return moved;
    }
}
