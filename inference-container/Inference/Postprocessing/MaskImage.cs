using System.Buffers.Binary;
using System.Runtime.InteropServices;
using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing;

/// <summary>Converts masks to libvips images of one 8-bit band, 255 inside and 0 outside, and back.</summary>
internal static class MaskImage
{
    private const int BitsPerByte = 8;

    // The eight pixels for every possible byte of a mask.
    private static readonly ulong[] Pixels = [.. Enumerable.Range(0, 256).Select(Spread)];

    /// <param name="mask">The mask to convert.</param>
    /// <param name="box">The part of it to convert.</param>
    /// <returns>An image with its own memory.</returns>
    public static Image Show(BinaryMask mask, PixelBox box)
    {
        var bytes = new byte[box.Width * box.Height];
        var line = new byte[mask.Row(0).Length * sizeof(ulong) * BitsPerByte];
        for (var y = 0; y < box.Height; y++)
        {
            var packed = MemoryMarshal.AsBytes(mask.Row(box.Y + y));
            for (var i = box.X / BitsPerByte; i <= (box.X + box.Width - 1) / BitsPerByte; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(line.AsSpan(i * BitsPerByte), Pixels[packed[i]]);
            }

            line.AsSpan(box.X, box.Width).CopyTo(bytes.AsSpan(y * box.Width));
        }

        return Image.NewFromMemoryCopy(bytes, box.Width, box.Height, 1, Enums.BandFormat.Uchar);
    }

    /// <param name="image">One 8-bit band; every nonzero pixel is set.</param>
    public static BinaryMask Read(Image image)
    {
        var mask = new BinaryMask(image.Width, image.Height);
        var bytes = image.WriteToMemory<byte>();
        for (var y = 0; y < mask.Height; y++)
        {
            var line = bytes.AsSpan(y * mask.Width, mask.Width);
            for (var x = line.IndexOfAnyExcept((byte)0); x >= 0 && x < line.Length;)
            {
                var length = line[x..].IndexOf((byte)0);
                var end = length < 0 ? line.Length : x + length;
                mask.Fill(y, x, end, value: true);
                var gap = line[end..].IndexOfAnyExcept((byte)0);
                x = gap < 0 ? line.Length : end + gap;
            }
        }

        return mask;
    }

    /// <returns>The pixels of a picture that are not fully transparent; null if that is all of them.</returns>
    public static BinaryMask? FindVisible(Picture picture)
    {
        using var alpha = picture.FindAlpha();
        return alpha is null ? null : Read(alpha);
    }

    private static ulong Spread(int bits)
    {
        var pixels = 0UL;
        for (var bit = 0; bit < BitsPerByte; bit++)
        {
            pixels |= (ulong)(bits >> bit & 1) * 0xFF << (bit * BitsPerByte);
        }

        return pixels;
    }
}
