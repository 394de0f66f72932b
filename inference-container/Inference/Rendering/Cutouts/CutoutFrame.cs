using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Rendering.Cutouts;

/// <summary>The shadow, cropping, placement and size of a cut-out.</summary>
internal static class CutoutFrame
{
    private const int Alpha = 3;

    // Alpha below this, of 255, is ignored when cropping.
    private const double Haze = 12;

    // Fractions of the picture's longer side: the shadow's distance from the object, and its softness.
    private const double ShadowShift = 1 / 80.0;
    private const double ShadowBlur = 1 / 100.0;
    private const double ShadowOpacity = 0.45;

    /// <param name="cut">RGBA at the picture's size.</param>
    /// <returns>RGBA, 8 bits per band.</returns>
    public static Image Lay(Image cut, CutoutOptions options)
    {
        using var shaded = options.Shadow ? CastShadow(cut) : cut.Copy();
        using var part = options.Crop ? Crop(shaded, options.Margin) : shaded.Copy();
        using var placed = options.Place is { } place ? Put(part, place) : part.Copy();
        return options.MaxPixels is { } most && (long)placed.Width * placed.Height > most ? Shrink(placed, most) : placed.Copy();
    }

    private static Image CastShadow(Image cut)
    {
        var side = Math.Max(cut.Width, cut.Height);
        var shift = (int)Math.Round(side * ShadowShift);
        if (shift >= Math.Min(cut.Width, cut.Height))
        {
            // The whole shadow falls beside so narrow a picture.
            return cut.Copy();
        }

        using var alpha = cut.ExtractBand(Alpha);
        using var blurred = alpha.Gaussblur(Math.Max(1, side * ShadowBlur));
        using var moved = blurred.Embed(shift, shift, cut.Width, cut.Height);
        using var faded = moved.Linear([ShadowOpacity], [0.5]);
        using var bytes = faded.Cast(Enums.BandFormat.Uchar);
        using var black = Image.Black(cut.Width, cut.Height, bands: Alpha);
        using var joined = black.Bandjoin(bytes);
        using var shadow = joined.Copy(interpretation: Enums.Interpretation.Srgb);
        using var both = shadow.Composite2(cut, Enums.BlendMode.Over);
        using var result = both.Cast(Enums.BandFormat.Uchar);
        return result.CopyMemory();
    }

    /// <returns>The whole frame if nothing is visible.</returns>
    private static Image Crop(Image cut, CutoutMargin? margin)
    {
        if (FindObject(cut) is not { } box)
        {
            return cut.Copy();
        }

        using var part = cut.Crop(box.X, box.Y, box.Width, box.Height);
        if (margin is null)
        {
            return part.Copy();
        }

        var (top, left) = (margin.Top.Of(box.Height), margin.Left.Of(box.Width));
        return part.Embed(left, top, left + box.Width + margin.Right.Of(box.Width), top + box.Height + margin.Bottom.Of(box.Height));
    }

    /// <returns>The whole frame, unchanged, if nothing is visible.</returns>
    private static Image Put(Image part, CutoutPlace place)
    {
        if (FindObject(part) is not { } box)
        {
            return part.Copy();
        }

        var scale = place.Scale is { } percent ? Math.Min(part.Width * percent / 100 / box.Width, part.Height * percent / 100 / box.Height) : 1;
        var (width, height) = (Math.Clamp((int)Math.Round(box.Width * scale), 1, part.Width), Math.Clamp((int)Math.Round(box.Height * scale), 1, part.Height));
        using var cropped = part.Crop(box.X, box.Y, box.Width, box.Height);
        using var scaled = (width, height) == (box.Width, box.Height) ? cropped.Copy() : Resize(cropped, width, height);
        return scaled.Embed(
            FindStart(place.X, box.X, box.Width, width, part.Width), FindStart(place.Y, box.Y, box.Height, height, part.Height), part.Width, part.Height);
    }

    /// <summary>Where the object begins along one axis; its middle stays in place if no position is given.</summary>
    private static int FindStart(double? percent, int start, int length, int scaled, int side) =>
        (int)Math.Round(percent is { } wanted ? (side - scaled) * wanted / 100 : Math.Clamp(start + (length - scaled) / 2.0, 0, side - scaled));

    private static PixelBox? FindObject(Image cut)
    {
        using var alpha = cut.ExtractBand(Alpha);
        var trim = alpha.FindTrim(threshold: Haze, background: [0], lineArt: true);
        var box = new PixelBox(Convert.ToInt32(trim[0]), Convert.ToInt32(trim[1]), Convert.ToInt32(trim[2]), Convert.ToInt32(trim[3]));
        return box.Width == 0 || box.Height == 0 ? null : box;
    }

    private static Image Shrink(Image part, long most)
    {
        var scale = Math.Sqrt((double)most / ((long)part.Width * part.Height));
        return Resize(part, Math.Max(1, (int)(part.Width * scale)), Math.Max(1, (int)(part.Height * scale)));
    }

    private static Image Resize(Image part, int width, int height)
    {
        // Transparent pixels have colors too, which must not bleed into their neighbors.
        using var weighted = part.Premultiply();
        using var scaled = PictureScaling.ToSize(weighted, width, height);
        using var unweighted = scaled.Unpremultiply();
        using var rounded = unweighted.Rint();
        return rounded.Cast(Enums.BandFormat.Uchar);
    }
}
