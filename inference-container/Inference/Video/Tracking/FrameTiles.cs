using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Encodes several frames in one run of SAM's encoder, each cropped to a window around the objects followed. If the window fits into half of the frame's longer
/// side, four frames share a run; if it fits in one direction only, two do. Either way its scale in the encoder's input is that of a whole frame encoded alone.
/// </summary>
internal static class FrameTiles
{
    // Of the followed objects' box, on each side: room for their surroundings and their motion.
    private const double Surroundings = 0.2;

    // As fractions of half the frame's longer side.
    private static readonly double[] Heights = [0.625, 0.75, 0.84375, 1];

    // Of a frame's scale when encoded alone: anything smaller would lose more than a run costs.
    private const double LeastScale = 0.8;

    /// <param name="sam">Supplies the encoder.</param>
    /// <param name="frames">Next to each other in time.</param>
    /// <param name="followed">Box around all followed objects in all of the frames as far as known, in pixels of the clip; null if nothing is followed.</param>
    public static void Look(SamNetworks sam, IReadOnlyList<FrameScene> frames, BoxF? followed)
    {
        if (followed is not { } box || !sam.Encoder.LooksNear || frames.Count < SamTiles.Pair || PictureParts.IsLong(frames[0].Scene.Picture.Width, frames[0].Scene.Picture.Height))
        {
            return;
        }

        var picture = frames[0].Scene.Picture;
        var half = (Math.Max(picture.Width, picture.Height) + 1) / 2;
        var rest = frames.Count;
        if (FindLowWindow(box, picture.Frame, half, half) is { } small)
        {
            for (; rest >= SamTiles.Quad; rest -= SamTiles.Quad)
            {
                Look(sam, [.. frames.Skip(frames.Count - rest).Take(SamTiles.Quad)], small);
            }
        }

        if (FindPairWindow(box, picture.Frame, half) is { } window)
        {
            for (; rest >= SamTiles.Pair; rest -= SamTiles.Pair)
            {
                Look(sam, [.. frames.Skip(frames.Count - rest).Take(SamTiles.Pair)], window);
            }
        }
    }

    private static void Look(SamNetworks sam, List<FrameScene> frames, PixelBox region)
    {
        frames[0].Scene.ThrowIfCanceled();
        var embeddings = sam.Encoder.EncodeTiles([.. frames.Select(frame => (frame.Scene.Picture, region))]);
        foreach (var (frame, embedding) in frames.Zip(embeddings))
        {
            frame.Give(region, embedding);
        }

        frames[0].Scene.Clock.Mark("encode-image");
    }

    /// <summary>The lowest sufficient height: the encoder leaves out rows that no tile needs.</summary>
    private static PixelBox? FindLowWindow(BoxF box, PixelBox frame, int width, int height) => Heights
        .Select(part => FindWindow(box, frame, width, (int)(height * part)))
        .FirstOrDefault(window => window is not null);

    /// <summary>The frame without a strip, or the whole frame if its scale is hardly smaller than alone; null if neither will do.</summary>
    private static PixelBox? FindPairWindow(BoxF box, PixelBox frame, int half)
    {
        var window = FindLowWindow(box, frame, frame.Width, half) ?? FindWindow(box, frame, half, frame.Height);
        return window ?? ((double)half / Math.Min(frame.Width, frame.Height) >= LeastScale ? frame : null);
    }

    /// <returns>Null if the box and its surroundings do not fit.</returns>
    private static PixelBox? FindWindow(BoxF box, PixelBox frame, int width, int height)
    {
        var (windowWidth, windowHeight) = (Math.Min(width, frame.Width), Math.Min(height, frame.Height));
        var (left, right) = Widen(box.Left, box.Right, frame.Width);
        var (top, bottom) = Widen(box.Top, box.Bottom, frame.Height);
        return right - left > windowWidth || bottom - top > windowHeight ? null : new PixelBox(
            (int)Math.Clamp(((left + right) / 2) - (windowWidth / 2.0), 0, frame.Width - windowWidth),
            (int)Math.Clamp(((top + bottom) / 2) - (windowHeight / 2.0), 0, frame.Height - windowHeight),
            windowWidth,
            windowHeight);
    }

    private static (double Start, double End) Widen(float start, float end, int length) =>
        (Math.Max(0, start - ((end - start) * Surroundings)), Math.Min(length, end + ((end - start) * Surroundings)));
}
