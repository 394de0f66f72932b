namespace SegFunctions.Inference.Postprocessing;

/// <summary>Removes the specks and pinholes that SAM leaves around and inside large objects.</summary>
internal static class MaskCleaner
{
    /// <summary>Specks and pinholes smaller than this fraction of the mask's area are removed; the largest component is always kept.</summary>
    public const double SmallestPart = 0.005;

    public static void Clean(BinaryMask mask)
    {
        var smallest = mask.CountArea() * SmallestPart;
        if (smallest <= 1)
        {
            return;
        }

        var pieces = MaskComponents.Find(mask, value: true);
        var largest = pieces.Areas.MaxBy(piece => piece.Value).Key;
        foreach (var run in pieces.RunsOf(piece => piece != largest && pieces.Areas[piece] < smallest))
        {
            mask.Fill(run.Y, run.Start, run.End, value: false);
        }

        var gaps = MaskComponents.Find(mask, value: false);
        foreach (var run in gaps.RunsOf(gap => !gaps.TouchesBorder(gap) && gaps.Areas[gap] < smallest))
        {
            mask.Fill(run.Y, run.Start, run.End, value: true);
        }
    }
}
