using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Masks as PNG: 8-bit grey, 255 inside and 0 outside, at the picture's size. Written row by row from the bits.</summary>
public static class MaskPng
{
    private const byte GreyDepth = 8;
    private const byte Up = 2;

    public static byte[] Encode(BinaryMask mask)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        Span<byte> header = stackalloc byte[13];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, mask.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], mask.Height);
        header[8] = GreyDepth;
        WriteChunk(file, "IHDR"u8, header);

        using var pixels = new MemoryStream();
        using (var compressor = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            WriteRows(compressor, mask);
        }

        WriteChunk(file, "IDAT"u8, pixels.GetBuffer().AsSpan(0, (int)pixels.Length));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // A row is written as its difference to the row above: mostly zeros, which compress to almost nothing.
    private static void WriteRows(ZLibStream compressor, BinaryMask mask)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(mask.Width + 1);
        var line = buffer.AsSpan(0, mask.Width + 1);
        ReadOnlySpan<ulong> above = new ulong[mask.Row(0).Length];
        for (var y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<ulong> row = mask.Row(y);
            line.Clear();
            line[0] = Up;
            for (var word = 0; word < row.Length; word++)
            {
                WriteDifferences(line[(1 + (word * 64))..], row[word], above[word]);
            }

            compressor.Write(line);
            above = row;
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    // 255 − 0 is 255, and 0 − 255 is 1 in bytes.
    private static void WriteDifferences(Span<byte> line, ulong row, ulong above)
    {
        for (var changed = row ^ above; changed != 0; changed &= changed - 1)
        {
            var bit = System.Numerics.BitOperations.TrailingZeroCount(changed);
            line[bit] = (byte)((row >> bit & 1) != 0 ? 255 : 1);
        }
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
