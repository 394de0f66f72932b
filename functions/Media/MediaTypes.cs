using System.Collections.Frozen;
using System.Net.Http.Headers;

namespace SegFunctions.Media;

/// <summary>Media types, as declared and as a file's first bytes indicate. Whether the file is intact is checked by the worker.</summary>
internal static class MediaTypes
{
    public const string Rule = "image/jpeg, image/png, image/webp, video/... or application/octet-stream, without parameters";

    /// <summary>How many bytes are needed to recognize the pictures that workers read.</summary>
    public const int HeadBytes = 12;

    private const string Unknown = "application/octet-stream";
    private const string VideoPrefix = "video/";

    /// <summary>The types that workers read, with the aliases that older clients use.</summary>
    private static readonly FrozenSet<string> Pictures =
        new[] { "image/jpeg", "image/jpg", "image/pjpeg", "image/png", "image/x-png", "image/webp" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Pictures that workers read, videos, and bytes of unknown kind.</summary>
    /// <returns>The type in lower case; null if it is none of these, or has parameters.</returns>
    public static string? FindUploadable(string contentType) =>
        contentType.Length <= 100
        && MediaTypeHeaderValue.TryParse(contentType, out var parsed)
        && parsed is { Parameters.Count: 0, MediaType: { } type }
        && type.ToLowerInvariant() is var lower
        && (Pictures.Contains(lower) || IsVideo(lower) || IsUnknown(lower))
            ? lower
            : null;

    /// <param name="header">A request's header; parameters, spaces and case are ignored.</param>
    public static bool AreSame(string contentType, string? header) =>
        MediaTypeHeaderValue.TryParse(header, out var parsed) && contentType.Equals(parsed.MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a picture job may use it.</summary>
    public static bool MayBePicture(string contentType) => Pictures.Contains(contentType.ToLowerInvariant()) || IsUnknown(contentType);

    /// <summary>The type that a file's first bytes say it has.</summary>
    /// <param name="head">The first <see cref="HeadBytes"/> bytes, or all if there are fewer.</param>
    /// <returns>Null if workers cannot read it.</returns>
    public static string? FindPicture(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : head.StartsWith("RIFF"u8) && head.Length >= HeadBytes && head[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;

    /// <summary>Whether a video job may use it.</summary>
    public static bool MayBeVideo(string contentType) => IsVideo(contentType) || IsUnknown(contentType);

    public static bool IsVideo(string contentType) => contentType.StartsWith(VideoPrefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsUnknown(string contentType) => contentType.Equals(Unknown, StringComparison.OrdinalIgnoreCase);
}
