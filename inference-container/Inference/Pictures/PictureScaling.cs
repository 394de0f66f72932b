using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Pixels to another size, to the pixel: bilinear, pixel centres at halves, edges repeated. Downscaling is antialiased.</summary>
internal static class PictureScaling
{
    // Of a pixel's centre from its corner, which is where libvips counts from.
    private const double Centre = 0.5;

    /// <returns>A pipeline of its own; <paramref name="image"/> stays the caller's.</returns>
    public static Image ToSize(Image image, int width, int height)
    {
        using var small = Shrink(image, Math.Min(width, image.Width), Math.Min(height, image.Height));
        return Enlarge(small, width, height);
    }

    /// <summary>
    /// Enlarges, by less than a pixel, what stands for a part of a picture's pixels to whole ones that stand for all of them: the last column
    /// and row repeat what is missing.
    /// </summary>
    /// <param name="image">In memory; at most a pixel narrower and lower than the picture.</param>
    /// <param name="width">Of the picture, in pixels of <paramref name="image"/>.</param>
    /// <param name="height">Of the picture, in pixels of <paramref name="image"/>.</param>
    public static Image Fill(Image image, double width, double height)
    {
        var (columns, rows) = ((int)Math.Ceiling(width), (int)Math.Ceiling(height));

        // Sharper than bilinear, which would blur the middle of the picture.
        return Map(image, "bicubic", columns / width, rows / height, columns, rows);
    }

    private static Image Shrink(Image image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
        {
            return image.Copy();
        }

        var resized = image.Resize((double)width / image.Width, Enums.Kernel.Linear, vscale: (double)height / image.Height);
        if (resized.Width == width && resized.Height == height)
        {
            return resized;
        }

        // libvips rounds the product itself; a half may fall to the other side.
        using (resized)
        {
            return resized.Embed(0, 0, width, height, Enums.Extend.Copy);
        }
    }

    /// <remarks>Not by libvips' <c>resize</c>, which lays the enlarged pixels half of one of them too far to the right and down.</remarks>
    private static Image Enlarge(Image image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
        {
            return image.Copy();
        }

        return Map(image, "bilinear", (double)width / image.Width, (double)height / image.Height, width, height);
    }

    private static Image Map(Image image, string kind, double scaleX, double scaleY, int width, int height)
    {
        using var interpolation = Interpolate.NewFromName(kind);
        return image.Affine(
            [scaleX, 0, 0, scaleY],
            interpolation,
            [0, 0, width, height],
            odx: -Centre,
            ody: -Centre,
            idx: Centre,
            idy: Centre,
            extend: Enums.Extend.Copy);
    }
}
