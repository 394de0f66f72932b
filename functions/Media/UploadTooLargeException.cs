namespace SegFunctions.Media;

/// <summary>An upload went over its limit.</summary>
public sealed class UploadTooLargeException(long maxBytes) : Exception($"An upload may have at most {maxBytes} bytes.");
