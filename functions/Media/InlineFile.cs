using System.Buffers.Text;

namespace SegFunctions.Media;

/// <summary>A picture that comes as text within a request: base64, or a data URI (RFC 2397) with base64.</summary>
/// <param name="ContentType">The type that its first bytes indicate; one that workers can read.</param>
/// <param name="Bytes">At least 1.</param>
public sealed record InlineFile(string ContentType, ReadOnlyMemory<byte> Bytes)
{
    private const string Scheme = "data:";
    private const string Marker = ";base64,";

    /// <summary>Length of the base64 text for a file of that size, with room for a data URI's prefix.</summary>
    /// <param name="bytes">Size of the file in bytes.</param>
    public static int MaxTextLength(int bytes) => Base64.GetMaxEncodedToUtf8Length(bytes) + 256;

    /// <summary>Whether the text contains the file itself, as opposed to its address.</summary>
    public static bool IsDataUri(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);

    /// <param name="text">Base64 with padding, or a data URI of it.</param>
    /// <param name="maxBytes">The largest accepted size in bytes.</param>
    /// <param name="fault">The end of a sentence that begins with the field's name; null if there is no fault.</param>
    /// <returns>Null when there is a fault.</returns>
    public static InlineFile? TryRead(string text, int maxBytes, out string? fault)
    {
        var content = text.AsSpan();
        if (IsDataUri(text))
        {
            var start = text.AsSpan(0, Math.Min(text.Length, 256)).IndexOf(Marker, StringComparison.OrdinalIgnoreCase);
            if (start < 0)
            {
                fault = "must be a data URI in base64: data:image/png;base64,...";
                return null;
            }

            content = content[(start + Marker.Length)..];
        }

        if (content.Length > Base64.GetMaxEncodedToUtf8Length(maxBytes))
        {
            fault = $"may hold a file of at most {maxBytes} bytes";
            return null;
        }

        var bytes = new byte[content.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(content, bytes, out var length) || length == 0)
        {
            fault = "must be base64 with its padding, and not empty";
            return null;
        }

        var type = MediaTypes.FindPicture(bytes.AsSpan(0, Math.Min(length, MediaTypes.HeadBytes)));
        fault = length > maxBytes ? $"may hold a file of at most {maxBytes} bytes"
            : type is null ? "must hold a JPEG, PNG or WebP picture"
            : null;
        return fault is null ? new InlineFile(type!, bytes.AsMemory(0, length)) : null;
    }
}
