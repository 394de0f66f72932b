using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>
/// Aligns a mask's edge softly with the picture's own edges: within each small window the matte is a linear function of the picture's brightness
/// (He, Sun and Tang, Guided image filtering, 2013), fitted to a subsampled picture (He and Sun, Fast guided filter, 2015).
/// </summary>
public static class SoftMatte
{
    // The window's radius as a fraction of the picture's longer side, and its limits in pixels.
    private const double ReachPart = 1 / 320.0;
    private const double SmallestReach = 2;
    private const double LargestReach = 24;

    // Variance of brightness, on a scale of 0–1, up to which a window counts as flat.
    private const double Flatness = 0.0009;

    // Alpha below this becomes 0, and above its complement 1, because a fit leaves a haze.
    private const double Haze = 0.12;

    /// <param name="picture">Fully decoded.</param>
    /// <param name="mask">At the picture's size; empty gives an empty matte.</param>
    public static Matte Of(Picture picture, BinaryMask mask)
    {
        var reach = Math.Clamp(Math.Max(picture.Width, picture.Height) * ReachPart, SmallestReach, LargestReach);
        if (mask.FindBox() is not { } box)
        {
            return new Matte(Image.Black(mask.Width, mask.Height).CopyMemory());
        }

        var window = Around(box, (int)Math.Ceiling(3 * reach), mask);
        using var guide = Brightness(picture, window);
        using var hard = ToUnit(MaskImage.Show(mask, window));
        using var soft = Filter(guide, hard, reach);
        using var matte = Matte.FromUnit(soft);
        using var placed = matte.Image.Embed(window.X, window.Y, mask.Width, mask.Height, Enums.Extend.Black);
        return new Matte(placed.CopyMemory());
    }

    private static PixelBox Around(PixelBox box, int margin, BinaryMask mask)
    {
        var (left, top) = (Math.Max(0, box.X - margin), Math.Max(0, box.Y - margin));
        return new PixelBox(
            left, top, Math.Min(mask.Width, box.X + box.Width + margin) - left, Math.Min(mask.Height, box.Y + box.Height + margin) - top);
    }

    private static Image Brightness(Picture picture, PixelBox window)
    {
        using var part = picture.Whole.Crop(window.X, window.Y, window.Width, window.Height);
        return ToUnit(part.Colourspace(Enums.Interpretation.Bw));
    }

    private static Image ToUnit(Image bytes)
    {
        using (bytes)
        using (var unit = bytes.Linear([1.0 / Matte.Opaque], [0]))
        {
            return unit.CopyMemory();
        }
    }

    private static Image Filter(Image guide, Image hard, double reach)
    {
        // Subsampled by half a window's radius, which leaves enough pixels for a fit.
        var shrink = Math.Max(1, reach / 2);
        var (width, height) = (Math.Max(1, (int)(guide.Width / shrink)), Math.Max(1, (int)(guide.Height / shrink)));
        using var smallGuide = InMemory(PictureScaling.ToSize(guide, width, height));
        using var smallHard = InMemory(PictureScaling.ToSize(hard, width, height));
        var (slope, offset) = Fit(smallGuide, smallHard, reach / shrink);
        using (slope)
        using (offset)
        using (var slopes = PictureScaling.ToSize(slope, guide.Width, guide.Height))
        using (var offsets = PictureScaling.ToSize(offset, guide.Width, guide.Height))
        using (var fitted = (guide * slopes) + offsets)
        {
            return fitted.Linear([1 / (1 - (2 * Haze))], [-Haze / (1 - (2 * Haze))]);
        }
    }

    /// <summary>The linear function from brightness to matte in the window around each pixel, averaged over the windows that contain the pixel.</summary>
    private static (Image Slope, Image Offset) Fit(Image guide, Image hard, double reach)
    {
        using var meanGuide = Mean(guide, reach);
        using var meanHard = Mean(hard, reach);
        using var meanSquare = Mean(guide * guide, reach);
        using var meanProduct = Mean(guide * hard, reach);
        using var slope = InMemory((meanProduct - (meanGuide * meanHard)) / (meanSquare - (meanGuide * meanGuide) + Flatness));
        using var offset = InMemory(meanHard - (slope * meanGuide));
        return (Mean(slope, reach), Mean(offset, reach));
    }

    private static Image Mean(Image image, double reach) =>
        InMemory(image.Gaussblur(Math.Max(reach / 2, 0.5), precision: Enums.Precision.Float));

    private static Image InMemory(Image image)
    {
        using (image)
        {
            return image.CopyMemory();
        }
    }
}
