using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Calls the loader of one type by name. The header is read at once, pixels on demand.</summary>
internal static class PictureLoader
{
    // The factors by which libjpeg can shrink while decoding.
    private static readonly int[] JpegShrinks = [8, 4, 2];

    public static Image Open(byte[] content, PictureType type) => type switch
    {
        PictureType.Jpeg => OpenJpeg(content, shrink: 1),
        PictureType.Png => Image.PngloadBuffer(content, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        PictureType.Webp => OpenWebp(content, scale: 1),
        _ => throw new InvalidOperationException($"No loader for {type}."),
    };

    /// <summary>Loads as few pixels as the type's decoder can produce, but no fewer than <paramref name="wanted"/>.</summary>
    /// <param name="content">The file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="header">The file as <see cref="Open"/> returns it.</param>
    /// <param name="wanted">Scale from the displayed picture to the pixels that are needed.</param>
    public static Image OpenFor(byte[] content, PictureType type, Image header, Letterbox wanted)
    {
        var scale = Math.Max(wanted.ScaleX, wanted.ScaleY);
        return type switch
        {
            PictureType.Jpeg => OpenJpegFor(content, JpegShrinks.FirstOrDefault(shrink => shrink * scale <= 1, 1), header),
            PictureType.Webp => OpenWebp(content, scale),
            _ => Open(content, type),
        };
    }

    /// <remarks>libvips drops columns and rows that do not fill a whole block: if the result were taken for the whole picture, positions would be off by up to a block.</remarks>
    private static Image OpenJpegFor(byte[] content, int shrink, Image header)
    {
        var loaded = OpenJpeg(content, shrink);
        if (header.Width % shrink == 0 && header.Height % shrink == 0)
        {
            return loaded;
        }

        // Copied to memory, because the loader yields its rows only in order.
        using (loaded)
        using (var pixels = loaded.CopyMemory())
        {
            return PictureScaling.Fill(pixels, (double)header.Width / shrink, (double)header.Height / shrink);
        }
    }

    private static Image OpenJpeg(byte[] content, int shrink) =>
        Image.JpegloadBuffer(content, shrink: shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);

    private static Image OpenWebp(byte[] content, double scale) =>
        Image.WebploadBuffer(content, scale: scale, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
}
