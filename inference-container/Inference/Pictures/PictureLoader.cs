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
    /// <param name="wanted">From the displayed picture to the pixels that are needed.</param>
    public static Image OpenFor(byte[] content, PictureType type, Letterbox wanted)
    {
        var scale = Math.Max(wanted.ScaleX, wanted.ScaleY);
        return type switch
        {
            PictureType.Jpeg => OpenJpeg(content, JpegShrinks.FirstOrDefault(shrink => shrink * scale <= 1, 1)),
            PictureType.Webp => OpenWebp(content, scale),
            _ => Open(content, type),
        };
    }

    private static Image OpenJpeg(byte[] content, int shrink) =>
        Image.JpegloadBuffer(content, shrink: shrink, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);

    private static Image OpenWebp(byte[] content, double scale) =>
        Image.WebploadBuffer(content, scale: scale, access: Enums.Access.Sequential, failOn: Enums.FailOn.Truncated);
}
