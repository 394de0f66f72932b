namespace SegFunctions.Contract;

/// <summary>Names of an attempt's blobs below its folder.</summary>
public static class ResultNames
{
    /// <summary>The <see cref="SegmentsDocument"/>, written after everything that it names.</summary>
    public const string Document = "segments.json";

    public const string Preview = "preview.png";

    /// <param name="segment">Index into <see cref="SegmentsDocument.Segments"/>.</param>
    public static string Mask(int segment) => $"masks/{segment}.png";
}
