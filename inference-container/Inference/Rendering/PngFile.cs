using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Wraps filtered rows in a gray PNG: signature, header, one chunk of pixels, end.</summary>
internal static class PngFile
{
    private const int HeaderLength = 13;

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="bitDepth">Bits of gray per pixel: 1 or 8.</param>
    /// <param name="rows">Each preceded by its filter byte.</param>
    public static byte[] WriteGrey(int width, int height, byte bitDepth, ReadOnlySpan<byte> rows)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = bitDepth;

        using var pixels = new MemoryStream();
        using (var compressor = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
        {
            compressor.Write(rows);
        }

        using var file = new MemoryStream((int)pixels.Length + 64);
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, pixels.GetBuffer().AsSpan(0, (int)pixels.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);

        var checksum = new Crc32();
        checksum.Append(type);
        checksum.Append(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.GetCurrentHashAsUInt32());
        file.Write(number);
    }
}
