namespace SegFunctions.Contract;

/// <summary>Names of an attempt's blobs, relative to its folder.</summary>
public static class ResultNames
{
    /// <summary>The <see cref="SegmentsDocument"/>, stored like everything that it names before the worker reports the end of the attempt.</summary>
    public const string Document = "segments.json";

    public const string Preview = "preview.png";

    /// <summary>A list with one <see cref="MaskRle"/> per segment.</summary>
    public const string Rles = "rle.json";

    /// <summary>A list with one <see cref="SegmentPolygons"/> per segment.</summary>
    public const string Polygons = "polygons.json";

    /// <summary>The mask of everything that any segment covers.</summary>
    public const string UnionMask = "union/mask.png";

    /// <summary>The cut-out of everything that any segment covers.</summary>
    public static string UnionCutout(CutoutFormat format) => $"union/cutout.{Extension(format)}";

    /// <param name="segment">Index into <see cref="SegmentsDocument.Segments"/>.</param>
    public static string Mask(int segment) => $"masks/{segment}.png";

    /// <param name="segment">Index into <see cref="SegmentsDocument.Segments"/>.</param>
    /// <param name="format">Determines the extension.</param>
    public static string Cutout(int segment, CutoutFormat format) => $"cutouts/{segment}.{Extension(format)}";

    private static string Extension(CutoutFormat format) => format.ToString().ToLowerInvariant();
}
