using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Benchmarks.Accuracy;

/// <summary>An annotated object.</summary>
/// <param name="Name">The name of its COCO class.</param>
/// <param name="Mask">Not empty.</param>
internal sealed record TrueObject(string Name, BinaryMask Mask)
{
    /// <summary>The tight box.</summary>
    public BoxPrompt ToBoxPrompt()
    {
        var box = Mask.FindBox()!;
        return new BoxPrompt(
            (double)box.X / Mask.Width,
            (double)box.Y / Mask.Height,
            (double)(box.X + box.Width) / Mask.Width,
            (double)(box.Y + box.Height) / Mask.Height);
    }

    /// <summary>One click: the center of the mask pixel nearest to the center of mass.</summary>
    public PointsPrompt ToClick() => new([ToPoint()]);

    /// <summary>The same click twice.</summary>
    public PointsPrompt ToDoubleClick() => new([ToPoint(), ToPoint()]);

    /// <summary>The click, and a background point a hundredth of the photo away from the corner farthest from it.</summary>
    public PointsPrompt ToClickWithFarBackground()
    {
        var click = ToPoint();
        return new PointsPrompt([click, new PromptPoint(click.X < 0.5 ? 0.99 : 0.01, click.Y < 0.5 ? 0.99 : 0.01, Foreground: false)]);
    }

    private PromptPoint ToPoint()
    {
        var pixels = Enumerable.Range(0, Mask.Height).SelectMany(y => Enumerable.Range(0, Mask.Width).Where(x => Mask[x, y]).Select(x => (X: x, Y: y))).ToList();
        var (centerX, centerY) = (pixels.Average(pixel => pixel.X), pixels.Average(pixel => pixel.Y));
        var nearest = pixels.MinBy(pixel => Math.Pow(pixel.X - centerX, 2) + Math.Pow(pixel.Y - centerY, 2));
        return new PromptPoint((nearest.X + 0.5) / Mask.Width, (nearest.Y + 0.5) / Mask.Height);
    }
}
