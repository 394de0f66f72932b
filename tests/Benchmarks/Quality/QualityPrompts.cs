using SegFunctions.Benchmarks.Accuracy;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Benchmarks.Quality;

/// <summary>Marks for an object as people make them: those that accuracy is measured with, and less exact ones.</summary>
/// <param name="random">Seeded by the photo, so that runs are repeatable.</param>
internal sealed class QualityPrompts(Random random)
{
    private const int ExtraClicks = 6;

    // Range by which an edge moves outward, as fractions of the box.
    private static readonly (double From, double To)[] Jitters = [(-0.05, 0.05), (-0.1, 0.1), (0, 0.1), (0.05, 0.2), (-0.03, 0.03)];

    /// <returns>The prompts; those that accuracy is measured with are the usual ones.</returns>
    public IEnumerable<(Prompt Prompt, bool IsUsual)> For(TrueObject item)
    {
        var (box, center) = (item.ToBoxPrompt(), item.ToClick().Points[0]);
        yield return (box, true);
        foreach (var (from, to) in Jitters)
        {
            yield return (Move(box, from, to), false);
        }

        List<PromptPoint> extra = [.. Enumerable.Range(0, ExtraClicks).Select(_ => NearCenter(item.Mask, center))];
        foreach (var (index, click) in extra.Prepend(center).Index())
        {
            yield return (new PointsPrompt([click], Candidates: true), index == 0);
        }

        yield return (new PointsPrompt([center, extra[0]]), true);
        yield return (new PointsPrompt([center, extra[0], extra[1]]), false);
        yield return (new PointsPrompt([extra[1], Beside(item.Mask)]), false);
    }

    private BoxPrompt Move(BoxPrompt box, double from, double to)
    {
        var (width, height) = (box.Right - box.Left, box.Bottom - box.Top);
        return new BoxPrompt(Edge(box.Left, -width), Edge(box.Top, -height), Edge(box.Right, width), Edge(box.Bottom, height));

        double Edge(double edge, double length) => Math.Clamp(edge + ((from + (random.NextDouble() * (to - from))) * length), 0, 1);
    }

    /// <summary>Of two pixels of the object, the one nearer to its center, since people avoid edges.</summary>
    private PromptPoint NearCenter(BinaryMask mask, PromptPoint center) => Enumerable.Range(0, 2)
        .Select(_ => Pixel(mask, 0, 0, mask.Width, mask.Height, isInside: true))
        .MinBy(point => double.Hypot((point.X - center.X) * mask.Width, (point.Y - center.Y) * mask.Height))!;

    /// <summary>A background point in or near the object's box.</summary>
    private PromptPoint Beside(BinaryMask mask)
    {
        var box = mask.FindBox()!;
        var (marginX, marginY) = ((box.Width / 5) + 1, (box.Height / 5) + 1);
        var (left, top) = (Math.Max(0, box.X - marginX), Math.Max(0, box.Y - marginY));
        return Pixel(
            mask, left, top, Math.Min(mask.Width, box.X + box.Width + marginX), Math.Min(mask.Height, box.Y + box.Height + marginY), isInside: false);
    }

    private PromptPoint Pixel(BinaryMask mask, int left, int top, int right, int bottom, bool isInside)
    {
        List<(int X, int Y)> pixels =
        [
            .. Enumerable.Range(top, bottom - top).SelectMany(y => Enumerable.Range(left, right - left).Where(x => mask[x, y] == isInside).Select(x => (x, y))),
        ];
        var (x, y) = pixels.Count == 0 ? (0, 0) : pixels[random.Next(pixels.Count)];
        return new PromptPoint((x + 0.5) / mask.Width, (y + 0.5) / mask.Height, isInside);
    }
}
