using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>Files that are not what they claim to be.</summary>
internal static class BadPictures
{
    public static byte[] Text { get; } = Encoding.UTF8.GetBytes("This is no picture, whatever its name says.\n");

    public static byte[] Truncated(byte[] picture) => picture[..(picture.Length / 2)];

    /// <summary>A valid black PNG of 100 KB, which would be 900 MB when decoded to bytes.</summary>
    public static byte[] PngBomb(int side = 30_000)
    {
        using var pixels = new MemoryStream();
        using (var compressed = new ZLibStream(pixels, CompressionLevel.Fastest))
        {
            // A row of one-bit pixels is a filter byte and a bit per pixel.
            var row = new byte[1 + ((side + 7) / 8)];
            for (var y = 0; y < side; y++)
            {
                compressed.Write(row);
            }
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        header[8] = 1;
        return [137, 80, 78, 71, 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        var sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32(named));
        return [.. length, .. named, .. sum];
    }

    private static uint Crc32(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return ~sum;
    }
}
