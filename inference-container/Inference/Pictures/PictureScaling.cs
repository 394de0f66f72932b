using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Pixels to another size, to the pixel. Downscaling is antialiased.</summary>
internal static class PictureScaling
{
    /// <returns>A pipeline of its own; <paramref name="image"/> stays the caller's.</returns>
    public static Image ToSize(Image image, int width, int height)
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
}
