using System.Buffers.Binary;
using System.IO.Compression;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Reads the size of a cut-out from the headers of its file, as workers write it.</summary>
internal static class RemoveBgSizes
{
    private const int PngSizeAt = 16;
    private const string ZippedAlpha = "alpha.png";

    /// <summary>Offset of the size in an extended WebP file, which has several chunks.</summary>
    private const int ExtendedSizeAt = 24;
    private const int LossySizeAt = 26;
    private const int WebpSizeMask = 0x3FFF;

    /// <param name="file">A whole PNG, JPEG, WebP or ZIP.</param>
    /// <exception cref="InvalidDataException">The file is none of these.</exception>
    public static (int Width, int Height) Read(BinaryData file)
    {
        var bytes = file.ToMemory().Span;
        return bytes switch
        {
            [0x89, (byte)'P', ..] => ReadPng(bytes),
            [0xFF, 0xD8, ..] => ReadJpeg(bytes),
            [(byte)'R', (byte)'I', ..] => ReadWebp(bytes),
            [(byte)'P', (byte)'K', ..] => ReadZip(file),
            _ => throw new InvalidDataException("The cut-out is of an unknown type."),
        };
    }

    private static (int Width, int Height) ReadPng(ReadOnlySpan<byte> bytes) =>
        (BinaryPrimitives.ReadInt32BigEndian(bytes[PngSizeAt..]), BinaryPrimitives.ReadInt32BigEndian(bytes[(PngSizeAt + 4)..]));

    /// <summary>Skips segments, each of which has a marker and a length, up to the frame header, which contains the size.</summary>
    private static (int Width, int Height) ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]))
        {
            if (bytes[at + 1] is 0xC0 or 0xC1 or 0xC2)
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }
        }

        throw new InvalidDataException("The cut-out is a JPEG without a frame.");
    }

    private static (int Width, int Height) ReadWebp(ReadOnlySpan<byte> bytes) => bytes[15] == (byte)'X'
        ? (Read24(bytes[ExtendedSizeAt..]) + 1, Read24(bytes[(ExtendedSizeAt + 3)..]) + 1)
        : (BinaryPrimitives.ReadUInt16LittleEndian(bytes[LossySizeAt..]) & WebpSizeMask, BinaryPrimitives.ReadUInt16LittleEndian(bytes[(LossySizeAt + 2)..]) & WebpSizeMask);

    private static int Read24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static (int Width, int Height) ReadZip(BinaryData file)
    {
        using var archive = new ZipArchive(file.ToStream());
        using var alpha = archive.GetEntry(ZippedAlpha)?.Open() ?? throw new InvalidDataException("The cut-out is a ZIP without its alpha.");
        Span<byte> head = stackalloc byte[PngSizeAt + 8];
        alpha.ReadExactly(head);
        return ReadPng(head);
    }
}
