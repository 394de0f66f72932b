namespace SegFunctions.Media;

/// <summary>A stored upload.</summary>
/// <param name="ContentType">As it was declared.</param>
/// <param name="Bytes">As they are stored.</param>
public sealed record UploadedFile(string ContentType, long Bytes);
