using NetVips;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>The parts that generated clips consist of.</summary>
internal static class Cutouts
{
    /// <summary>An object, cropped, with everything else transparent.</summary>
    /// <param name="photo">The photo that it is cut out of.</param>
    /// <param name="mask">The object, at the photo's size; not empty.</param>
    public static Image Cut(Image photo, BinaryMask mask)
    {
        var box = mask.FindBox()!;
        using var colors = photo.Colourspace(Enums.Interpretation.Srgb);
        using var part = colors.Crop(box.X, box.Y, box.Width, box.Height);
        using var alpha = MaskImage.Show(mask, box);
        using var joined = part.Bandjoin(alpha);
        return joined.CopyMemory();
    }

    /// <summary>A photo that fills a frame of this size.</summary>
    public static Image Fill(Image photo, int width, int height)
    {
        using var colors = photo.Colourspace(Enums.Interpretation.Srgb);
        using var filled = colors.ThumbnailImage(width, height: height, crop: Enums.Interesting.Centre, size: Enums.Size.Both);
        return filled.CopyMemory();
    }
}
