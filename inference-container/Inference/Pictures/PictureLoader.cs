using NetVips;

namespace SegFunctions.Inference.Pictures;

/// <summary>Calls the loader of one type by its name. A header is read at once, pixels when something asks for them.</summary>
internal static class PictureLoader
{
    // What libjpeg can leave out while it decodes.
    private static readonly int[] JpegShrinks = [8, 4, 2];

    public static Image Open(byte[] content, PictureType type) => type switch
    {
        PictureType.Jpeg => OpenJpeg(content, shrink: 1),
        PictureType.Png => Image.PngloadBuffer(content, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated),
        PictureType.Webp => OpenWebp(content, scale: 1),
        _ => throw new InvalidOperationException($"No loader for {type}."),
    };

    /// <summary>As few pixels as the type's decoder can be asked for, but no fewer than <paramref name="wanted"/> is large.</summary>
    /// <param name="content">The file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="header">The file as <see cref="Open"/> gives it.</param>
    /// <param name="wanted">From the displayed picture to the pixels that are needed.</param>
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

    /// <remarks>libvips drops the columns and rows that fill no whole block: taken for the whole picture, the rest would lie up to a block too far out.</remarks>
    private static Image OpenJpegFor(byte[] content, int shrink, Image header)
    {
        var loaded = OpenJpeg(content, shrink);
        if (header.Width % shrink == 0 && header.Height % shrink == 0)
        {
            return loaded;
        }

        // In memory, because the loader gives its rows in their order only.
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
