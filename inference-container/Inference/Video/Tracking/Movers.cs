using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Finds what moves by itself in a frame: the pixels that the frames next to it do not have at the same place of the ground.</summary>
internal static class Movers
{
    // Mean difference of a pixel's channels, 0–255: less is noise.
    private const int LeastDifference = 20;

    // Pixels of the thumbnail: how far the ground may be off, what a gap between two parts of one thing may be, and how many pixels, without those of gaps, are more than noise.
    private const int Slack = 1;
    private const int Gap = 2;
    private const int LeastPixels = 12;

    /// <param name="frame">The frame.</param>
    /// <param name="neighbors">Frames next to it, at least two, each with the shift of the ground from the frame to there, pixels of the clip.</param>
    /// <returns>A box around each, in pixels of the clip, the largest first; none with one neighbor, which does not tell what moves from ground that was just uncovered.</returns>
    public static IEnumerable<BoxF> Find(Thumbnail frame, IReadOnlyList<(Thumbnail Frame, (double X, double Y) Shift)> neighbors)
    {
        if (neighbors.Count < 2)
        {
            return [];
        }

        var (changed, moved) = (new BinaryMask(frame.Width, frame.Height), new BinaryMask(frame.Width, frame.Height));
        for (var y = 0; y < frame.Height; y++)
        {
            for (var x = 0; x < frame.Width; x++)
            {
                if (neighbors.All(neighbor => IsElsewhere(frame, x, y, neighbor.Frame, neighbor.Shift)))
                {
                    changed[x, y] = true;
                    Widen(moved, x, y);
                }
            }
        }

        var parts = MaskComponents.Find(moved, value: true);
        return parts.Areas.Keys.Select(part => parts.RunsOf(component => component == part).ToList())
            .Select(runs => (Runs: runs, Count: runs.Sum(run => Enumerable.Range(run.Start, run.End - run.Start).Count(x => changed[x, run.Y]))))
            .Where(part => part.Count >= LeastPixels)
            .OrderByDescending(part => part.Count)
            .Select(part => BoxOf(part.Runs, frame));
    }

    /// <summary>Whether a neighbor shows something else where a pixel should be; not if that is outside its frame.</summary>
    private static bool IsElsewhere(Thumbnail frame, int x, int y, Thumbnail neighbor, (double X, double Y) shift)
    {
        var pixel = frame.Pixels.Slice(((y * frame.Width) + x) * 3, 3);
        var (middleX, middleY) = (x + (int)Math.Round(shift.X * frame.ScaleX), y + (int)Math.Round(shift.Y * frame.ScaleY));
        if (middleX < Slack || middleY < Slack || middleX >= neighbor.Width - Slack || middleY >= neighbor.Height - Slack)
        {
            return false;
        }

        for (var row = middleY - Slack; row <= middleY + Slack; row++)
        {
            for (var column = middleX - Slack; column <= middleX + Slack; column++)
            {
                var other = neighbor.Pixels.Slice(((row * neighbor.Width) + column) * 3, 3);
                if (Math.Abs(pixel[0] - other[0]) + Math.Abs(pixel[1] - other[1]) + Math.Abs(pixel[2] - other[2]) < 3 * LeastDifference)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static void Widen(BinaryMask mask, int x, int y)
    {
        for (var row = Math.Max(0, y - Gap); row <= Math.Min(mask.Height - 1, y + Gap); row++)
        {
            for (var column = Math.Max(0, x - Gap); column <= Math.Min(mask.Width - 1, x + Gap); column++)
            {
                mask[column, row] = true;
            }
        }
    }

    private static BoxF BoxOf(IEnumerable<PixelRun> runs, Thumbnail frame)
    {
        var (left, top, right, bottom) = (frame.Width, frame.Height, 0, 0);
        foreach (var run in runs)
        {
            (left, top, right, bottom) = (Math.Min(left, run.Start), Math.Min(top, run.Y), Math.Max(right, run.End), Math.Max(bottom, run.Y + 1));
        }

        // At the frame's edges nothing was widened.
        return new BoxF(
            (float)((left > 0 ? left + Gap : 0) / frame.ScaleX),
            (float)((top > 0 ? top + Gap : 0) / frame.ScaleY),
            (float)((right < frame.Width ? right - Gap : frame.Width) / frame.ScaleX),
            (float)((bottom < frame.Height ? bottom - Gap : frame.Height) / frame.ScaleY));
    }
}
