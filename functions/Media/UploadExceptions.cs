namespace SegFunctions.Media;

/// <summary>An upload would change what a job has named.</summary>
public sealed class UploadUsedException() : Exception("A job has named this upload, so it stays as it is. Ask for a new link.");

/// <summary>An upload went over its limit.</summary>
public sealed class UploadTooLargeException(long maxBytes) : Exception($"An upload may have at most {maxBytes} bytes.")
{
    public long MaxBytes { get; } = maxBytes;
}
