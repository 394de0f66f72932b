using System.Buffers.Binary;

namespace SegFunctions.Inference.Pictures;

/// <summary>Detects a picture's type by its first bytes; names and declared types are never trusted.</summary>
public static class PictureSniffer
{
    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>Null if the bytes are not the beginning of an accepted type.</returns>
    public static PictureType? FindType(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return PictureType.Jpeg;
        }

        if (content.StartsWith(PngSignature))
        {
            return PictureType.Png;
        }

        return content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? PictureType.Webp : null;
    }

    /// <summary>Whether a PNG announces an animation: an <c>acTL</c> chunk before its pixels (APNG specification 1.0).</summary>
    public static bool IsAnimatedPng(ReadOnlySpan<byte> png)
    {
        var rest = png.StartsWith(PngSignature) ? png[PngSignature.Length..] : default;
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest.Slice(4, 4);
            if (type.SequenceEqual("acTL"u8))
            {
                return true;
            }

            if (type.SequenceEqual("IDAT"u8) || length > (uint)(rest.Length - 12))
            {
                return false;
            }

            rest = rest[(int)(length + 12)..];
        }

        return false;
    }
}
