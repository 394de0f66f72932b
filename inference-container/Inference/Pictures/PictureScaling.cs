using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Resizes to an exact number of pixels: bilinear, pixel centers at halves, edges repeated. Downscaling is antialiased.</summary>
internal static class PictureScaling
{
    // From a pixel's corner, where libvips' coordinates start, to its center.
    private const double Center = 0.5;

    /// <returns>A new pipeline; the caller keeps ownership of <paramref name="image"/>.</returns>
    public static Image ToSize(Image image, int width, int height)
    {
        using var small = Shrink(image, Math.Min(width, image.Width), Math.Min(height, image.Height));
        return Enlarge(small, width, height);
    }

    /// <summary>
    /// Enlarges, by less than a pixel, an image that covers only a fraction of its last pixels, so that they become whole: what is missing is
    /// repeated from the last column and row.
    /// </summary>
    /// <param name="image">In memory; at most one pixel narrower and lower than the picture.</param>
    /// <param name="width">The picture's width, in pixels of <paramref name="image"/>.</param>
    /// <param name="height">The picture's height, in pixels of <paramref name="image"/>.</param>
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

        // libvips rounds the product itself, and may round a half the other way.
        using (resized)
        {
            return resized.Embed(0, 0, width, height, Enums.Extend.Copy);
        }
    }

    /// <remarks>Does not use libvips' <c>resize</c>, which shifts the result to the right and down by half an enlarged pixel.</remarks>
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
            odx: -Center,
            ody: -Center,
            idx: Center,
            idy: Center,
            extend: Enums.Extend.Copy);
    }
}
