using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Lets SAM's encoder look at several frames in one run. Where what is followed fits into a window of half the frame's longer side, four frames share a run and each
/// window is as large in it as it is when a whole frame fills it; otherwise two whole frames share it, somewhat smaller.
/// </summary>
internal static class FrameTiles
{
    // Of the followed objects' box on each side: their surroundings, and the way that they go.
    private const double Surroundings = 0.25;

    /// <param name="sam">Its encoder runs.</param>
    /// <param name="frames">Next to each other in time.</param>
    /// <param name="followed">Around all that is followed, in all of the frames as far as that is known, pixels of the clip; null if nothing is.</param>
    public static void Look(SamNetworks sam, IReadOnlyList<FrameScene> frames, BoxF? followed)
    {
        if (followed is not { } box || frames.Count < SamTiles.Pair)
        {
            return;
        }

        var picture = frames[0].Scene.Picture;
        if (PictureParts.IsLong(picture.Width, picture.Height))
        {
            return;
        }

        var window = FindWindow(box, picture.Width, picture.Height);
        var rest = frames;
        if (window is not null)
        {
            for (; rest.Count >= SamTiles.Quad; rest = [.. rest.Skip(SamTiles.Quad)])
            {
                Look(sam, [.. rest.Take(SamTiles.Quad)], window);
            }
        }

        for (; rest.Count >= SamTiles.Pair; rest = [.. rest.Skip(SamTiles.Pair)])
        {
            Look(sam, [.. rest.Take(SamTiles.Pair)], picture.Frame);
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

    /// <returns>Null if there is no room for the box and its surroundings.</returns>
    private static PixelBox? FindWindow(BoxF box, int width, int height)
    {
        var side = (Math.Max(width, height) + 1) / 2;
        var (windowWidth, windowHeight) = (Math.Min(side, width), Math.Min(side, height));
        var (x, y) = ((box.Right - box.Left) * Surroundings, (box.Bottom - box.Top) * Surroundings);
        if (box.Right - box.Left + (2 * x) > windowWidth || box.Bottom - box.Top + (2 * y) > windowHeight)
        {
            return null;
        }

        return new PixelBox(
            (int)Math.Clamp(((box.Left + box.Right) / 2) - (windowWidth / 2.0), 0, width - windowWidth),
            (int)Math.Clamp(((box.Top + box.Bottom) / 2) - (windowHeight / 2.0), 0, height - windowHeight),
            windowWidth,
            windowHeight);
    }
}
