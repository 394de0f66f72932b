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

        using var bilinear = Interpolate.NewFromName("bilinear");
        return image.Affine(
            [(double)width / image.Width, 0, 0, (double)height / image.Height],
            bilinear,
            [0, 0, width, height],
            odx: -Centre,
            ody: -Centre,
            idx: Centre,
            idy: Centre,
            extend: Enums.Extend.Copy);
    }
}
