using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace SegFunctions.Media;

/// <summary>Declared media types. What the bytes really are, the worker finds out.</summary>
internal static class MediaTypes
{
    public const string Rule = "image/jpeg, image/png, image/webp, video/... or application/octet-stream, without parameters";
    private const string Unknown = "application/octet-stream";
    private const string VideoPrefix = "video/";

    /// <summary>What workers read, under its own names and those that older clients have for it.</summary>
    private static readonly FrozenSet<string> Pictures =
        new[] { "image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/x-png", "image/webp" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Pictures that workers read, videos, and bytes of unknown kind.</summary>
    /// <returns>The type alone, in lower case; null when it is none of these, or has parameters.</returns>
    public static string? FindUploadable(string contentType) =>
        contentType.Length <= 100
        && MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed is { Parameters.Count: 0, MediaType: { } type }
        && type.ToLowerInvariant() is var lower
        && (Pictures.Contains(lower) || IsVideo(lower) || IsUnknown(lower))
            ? lower
            : null;

    /// <param name="header">As a request has it; parameters, spaces and case do not matter.</param>
    public static bool AreSame(string contentType, string? header) =>
        MediaTypeHeaderValue.TryParse(header, out var parsed) && contentType.Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a picture job may use it.</summary>
    public static bool MayBePicture(string contentType) => Pictures.Contains(contentType.ToLowerInvariant()) || IsUnknown(contentType);

    /// <summary>Whether a video job may use it.</summary>
    public static bool MayBeVideo(string contentType) => IsVideo(contentType) || IsUnknown(contentType);

    public static bool IsVideo(string contentType) => contentType.StartsWith(VideoPrefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsUnknown(string contentType) => contentType.Equals(Unknown, StringComparison.OrdinalIgnoreCase);
}
