using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Chooses which of SAM's masks for a box is followed. A picture alone does not show whether a thin thing or what is behind it is meant; in a clip, the
/// neighboring frame shows what moves by itself.
/// </summary>
internal static class MovingMask
{
    // Of a mask's difference at the shift of its surroundings: if its own shift is hardly better, it moves along with them.
    private const double GoesAlong = 0.8;

    // Mean difference of pixels, 0–255: anything below is noise.
    private const double LeastDifference = 6;

    // Intersection over union of a mask's box and the prompt's box.
    private const double LeastFit = 0.6;

    // Of the box's width and height, on each side.
    private const float Surroundings = 0.4f;

    /// <param name="masks">At least one; the first is SAM's own choice.</param>
    /// <param name="box">The prompt's box, in pixels of the clip.</param>
    /// <param name="frame">The frame that it was drawn on.</param>
    /// <param name="neighbor">A frame before or after it.</param>
    /// <returns>The first, unless it moves along with its surroundings and another one does not.</returns>
    public static MarkedMask Choose(IReadOnlyList<MarkedMask> masks, BoxF box, FrameScene frame, FrameScene neighbor)
    {
        var around = PixelsAround(frame.Thumbnail, box);
        if (around.Count == 0)
        {
            return masks[0];
        }

        var (x, y, _) = Motion.Find(frame.Thumbnail, around, neighbor.Thumbnail, (0, 0));
        return ShareOf(masks[0].Mask) < GoesAlong
            ? masks[0]
            : masks.Skip(1)
                .Where(mask => mask.Mask.FindBox() is { } found && Edges(found).OverlapWith(box) >= LeastFit)
                .Select(mask => (mask, Share: ShareOf(mask.Mask)))
                .Where(mask => mask.Share < GoesAlong)
                .OrderBy(mask => mask.Share)
                .Select(mask => mask.mask)
                .FirstOrDefault(masks[0]);

        // 1 if it moves along.
        double ShareOf(BinaryMask mask)
        {
            if (mask.FindBox() is not { } found || frame.Thumbnail.PixelsIn(mask, found.X, found.Y, found.Width, found.Height) is not { Count: > 0 } inside)
            {
                return 1;
            }

            var along = Motion.DifferenceAt(frame.Thumbnail, inside, neighbor.Thumbnail, (x, y));
            return along < LeastDifference ? 1 : Motion.Find(frame.Thumbnail, inside, neighbor.Thumbnail, (x, y)).Difference / along;
        }
    }

    private static List<(int X, int Y)> PixelsAround(Thumbnail thumbnail, BoxF box)
    {
        var (marginX, marginY) = ((box.Right - box.Left) * Surroundings, (box.Bottom - box.Top) * Surroundings);
        var around = new List<(int, int)>();
        for (var y = Math.Max(0, (int)((box.Top - marginY) * thumbnail.ScaleY)); y < Math.Min(thumbnail.Height, (box.Bottom + marginY) * thumbnail.ScaleY); y++)
        {
            for (var x = Math.Max(0, (int)((box.Left - marginX) * thumbnail.ScaleX)); x < Math.Min(thumbnail.Width, (box.Right + marginX) * thumbnail.ScaleX); x++)
            {
                if (!box.Contains((float)((x + 0.5) / thumbnail.ScaleX), (float)((y + 0.5) / thumbnail.ScaleY)))
                {
                    around.Add((x, y));
                }
            }
        }

        return around;
    }

    private static BoxF Edges(PixelBox box) => new(box.X, box.Y, box.X + box.Width, box.Y + box.Height);
}
