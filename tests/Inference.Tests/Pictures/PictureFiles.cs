using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

/// <summary>Files of each type, which the benchmarks damage too.</summary>
internal static class PictureFiles
{
    /// <summary>Smooth colors with many frequencies, in which damage is visible.</summary>
    public static Image Waves(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 3;
                pixels[at] = (byte)(128 + (100 * Math.Sin(x * x / (16.0 * width))));
                pixels[at + 1] = (byte)(128 + (100 * Math.Sin(y * y / (16.0 * height))));
                pixels[at + 2] = (byte)(255 * x / width);
            }
        }

        return Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>The file from a camera held like this.</summary>
    public static byte[] Held(Image upright, PictureType type, int orientation)
    {
        using var stored = Stored(upright, orientation);
        using var tagged = stored.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
        return type switch
        {
            PictureType.Jpeg => Jpeg(tagged),
            PictureType.Png => Png(tagged),
            _ => Webp(tagged),
        };
    }

    public static byte[] Jpeg(Image image) => image.JpegsaveBuffer(q: 95);

    public static byte[] Png(Image image) => image.PngsaveBuffer();

    public static byte[] Webp(Image image) => image.WebpsaveBuffer(lossless: true);

    /// <summary>The pixels that a camera held like this stores for an upright scene.</summary>
    private static Image Stored(Image upright, int orientation) => orientation switch
    {
        1 => upright.Copy(),
        2 => upright.FlipHor(),
        3 => upright.Rot180(),
        4 => upright.FlipVer(),
        5 => upright.Rot90().FlipHor(),
        6 => upright.Rot270(),
        7 => upright.Rot270().FlipHor(),
        _ => upright.Rot90(),
    };
}
