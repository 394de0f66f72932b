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

    // The last place between two cells.
    private const double LastPlace = SamMasks.Side - 1.001;

    // Logits of a mask that is known: SAM's own are about as large well inside and outside.
    private const float Known = 8;

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
        var region = frame.RegionAround(box);
        var embedding = frame.Scene.GetEmbedding(sam, region);
        var prompt = new SamPrompt().Add(box);
        foreach (var (x, y, foreground) in points ?? [])
        {
            prompt.Add(x, y, foreground);
        }

        var hint = before is null ? [] : before.Logits is { } logits ? Move(logits, before.View, embedding, shiftX, shiftY) : Draw(before.Mask, embedding, shiftX, shiftY);
        using var masks = sam.Decoder.Decode(embedding, prompt, hint);
        var mask = masks.Threshold(0, embedding, frame.Scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        mask = mask.PlaceIn(picture.Width, picture.Height, region.X, region.Y);
        return mask.FindBox() is null || masks.Scores[0] < LeastQuality || (hint.Length > 0 && Agreement(hint, masks.Logits(0)) < LeastAgreement)
            ? null
            : new Sighting(mask, Appearance.Of(frame.Thumbnail, mask))
            {
                Logits = masks.Logits(0).ToArray(),
                View = embedding.View,
                Quality = Math.Clamp(masks.Scores[0], 0, 1),
            };
    }

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

    private static (float Start, float End) MoveEdges(float start, float end, float shift, int length)
    {
        var margin = (end - start) * Margin;
        return (
            start < CutOff && shift > 0 ? 0 : Math.Max(0, start + shift - margin),
            end > length - CutOff && shift < 0 ? length : Math.Min(length, end + shift + margin));
    }

    /// <summary>The logits of another frame as they would be here: moved, and scaled if the frame is larger or smaller in the square. What comes in from outside is as what was at the edge.</summary>
    private static float[] Move(float[] logits, InputView from, SamEmbedding to, double x, double y)
    {
        var cell = (double)to.Letterbox.Side / SamMasks.Side;
        var view = to.View;
        var moved = new float[logits.Length];
        var columns = Places(from.Width, column => from.ToInput((float)(view.Region.X + ((column + 0.5) * cell * view.Region.Width / view.Width) - x), 0).X / cell);
        var rows = Places(from.Height, row => from.ToInput(0, (float)(view.Region.Y + ((row + 0.5) * cell * view.Region.Height / view.Height) - y)).Y / cell);
        for (var row = 0; row < SamMasks.Side; row++)
        {
            for (var column = 0; column < SamMasks.Side; column++)
            {
                moved[(row * SamMasks.Side) + column] = Mix(logits, columns[column], rows[row]);
            }
        }

        return moved;

        // Between the middles of the cells that hold something of the picture.
        double[] Places(int length, Func<int, double> place) =>
            [.. Enumerable.Range(0, SamMasks.Side).Select(index => Math.Clamp(place(index) - 0.5, 0, Math.Clamp((length / cell) - 1, 0, LastPlace)))];
    }

    /// <summary>A mask of another frame as logits: where it would be here. What comes in from outside is as what was at the edge.</summary>
    private static float[] Draw(BinaryMask mask, SamEmbedding to, double x, double y)
    {
        var cell = (double)to.Letterbox.Side / SamMasks.Side;
        var view = to.View;
        var drawn = new float[SamMasks.Side * SamMasks.Side];
        for (var row = 0; row < SamMasks.Side; row++)
        {
            var atY = Math.Clamp((int)Math.Floor(view.Region.Y + ((row + 0.5) * cell * view.Region.Height / view.Height) - y), 0, mask.Height - 1);
            for (var column = 0; column < SamMasks.Side; column++)
            {
                var atX = Math.Clamp((int)Math.Floor(view.Region.X + ((column + 0.5) * cell * view.Region.Width / view.Width) - x), 0, mask.Width - 1);
                drawn[(row * SamMasks.Side) + column] = mask[atX, atY] ? Known : -Known;
            }
        }

        return drawn;
    }

    /// <summary>Intersection over union of what is above 0.</summary>
    private static double Agreement(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        var (common, either) = (0, 0);
        for (var i = 0; i < first.Length; i++)
        {
            common += first[i] > 0 && second[i] > 0 ? 1 : 0;
            either += first[i] > 0 || second[i] > 0 ? 1 : 0;
        }

        return either == 0 ? 1 : (double)common / either;
    }

    private static float Mix(float[] logits, double column, double row)
    {
        var (i, j) = ((int)column, (int)row);
        var (a, b) = ((float)(column - i), (float)(row - j));
        var at = (j * SamMasks.Side) + i;
        return (((logits[at] * (1 - a)) + (logits[at + 1] * a)) * (1 - b))
            + (((logits[at + SamMasks.Side] * (1 - a)) + (logits[at + SamMasks.Side + 1] * a)) * b);
    }
}
