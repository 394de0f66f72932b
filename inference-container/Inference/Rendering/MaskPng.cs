using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Masks as PNG: 1-bit gray, white inside and black outside, at the picture's size.</summary>
public static class MaskPng
{
    private const byte BitDepth = 1;
    private const byte Up = 2;
    private const int HeaderLength = 13;

    public static byte[] Encode(BinaryMask mask)
    {
        var rowBytes = (mask.Width + 7) / 8;
        var length = (rowBytes + 1) * mask.Height;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var rows = buffer.AsSpan(0, length);
        FilterRows(mask, rowBytes, rows);
        var file = Wrap(mask.Width, mask.Height, rows);
        ArrayPool<byte>.Shared.Return(buffer);
        return file;
    }

    // Each row is written as its difference from the row above: mostly zeros, which compress to almost nothing.
    private static void FilterRows(BinaryMask mask, int rowBytes, Span<byte> rows)
    {
        var (packed, above) = (new Vector<ulong>[VectorsFor(mask)], new Vector<ulong>[VectorsFor(mask)]);
        for (var y = 0; y < mask.Height; y++)
        {
            Pack(mask.Row(y), packed);
            var row = rows.Slice(y * (rowBytes + 1), rowBytes + 1);
            row[0] = Up;
            TensorPrimitives.Subtract(BytesOf(packed, rowBytes), BytesOf(above, rowBytes), row[1..]);
            (packed, above) = (above, packed);
        }
    }

    private static int VectorsFor(BinaryMask mask) => (mask.Row(0).Length + Vector<ulong>.Count - 1) / Vector<ulong>.Count;

    private static ReadOnlySpan<byte> BytesOf(Vector<ulong>[] vectors, int count) => MemoryMarshal.AsBytes<Vector<ulong>>(vectors)[..count];

    /// <summary>A mask's first pixel is a byte's lowest bit, a PNG's the highest, so the bits of every byte are reversed.</summary>
    private static void Pack(ReadOnlySpan<ulong> row, Span<Vector<ulong>> packed)
    {
        row.CopyTo(MemoryMarshal.Cast<Vector<ulong>, ulong>(packed));
        var (odd, pairs, halves) = (new Vector<ulong>(0x5555555555555555), new Vector<ulong>(0x3333333333333333), new Vector<ulong>(0x0F0F0F0F0F0F0F0F));
        for (var i = 0; i < packed.Length; i++)
        {
            var bits = packed[i];
            bits = ((bits >> 1) & odd) | ((bits & odd) << 1);
            bits = ((bits >> 2) & pairs) | ((bits & pairs) << 2);
            packed[i] = ((bits >> 4) & halves) | ((bits & halves) << 4);
        }
    }

    /// <summary>A gray PNG: signature, header, one chunk of pixels, end.</summary>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="rows">One bit per pixel, each row preceded by its filter byte.</param>
    private static byte[] Wrap(int width, int height, ReadOnlySpan<byte> rows)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = BitDepth;

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
