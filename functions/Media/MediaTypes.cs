using System.Net.Http.Headers;

namespace SegFunctions.Media;

/// <summary>Declared media types. What the bytes really are, the worker finds out.</summary>
internal static class MediaTypes
{
    /// <summary>Pictures, videos, and bytes of unknown kind; parameters are refused, since the upload must repeat the type letter by letter.</summary>
    public static bool CanBeUploaded(string contentType) =>
        contentType.Length <= 100
        && MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed.Parameters.Count == 0
        && (IsImage(contentType) || IsVideo(contentType) || IsUnknown(contentType));

    /// <summary>Whether a picture job may use it.</summary>
    public static bool MayBePicture(string contentType) => IsImage(contentType) || IsUnknown(contentType);

    private static bool IsImage(string contentType) => contentType.StartsWith("image/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a video job may use it.</summary>
    public static bool MayBeVideo(string contentType) => IsVideo(contentType) || IsUnknown(contentType);

    public static bool IsVideo(string contentType) => contentType.StartsWith("video/", StringComparison.OrdinalIgnoreCase);

    private static bool IsUnknown(string contentType) => contentType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase);
}
