namespace SegFunctions.Inference.Pictures;

/// <summary>Limits of a picture, checked before memory is allocated for its pixels.</summary>
/// <param name="MaxBytes">Size of the file.</param>
/// <param name="MaxPixels">Width times height, from the header.</param>
public sealed record PictureLimits(long MaxBytes = 100L << 20, long MaxPixels = 100_000_000);
