using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

/// <summary>Generated pictures: four quadrants in red, green, blue and white.</summary>
internal static class TestPictures
{
    public static readonly byte[] Red = [200, 30, 30];
    public static readonly byte[] Green = [30, 160, 40];
    public static readonly byte[] Blue = [40, 50, 190];
    public static readonly byte[] White = [255, 255, 255];

    public static Image Quadrants(int width = 64, int height = 48)
    {
        var pixels = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                ColorAt(x * 2 < width, y * 2 < height).CopyTo(pixels, ((y * width) + x) * 3);
            }
        }

        return Image.NewFromMemory(pixels, width, height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static byte[] ColorAt(bool left, bool top) => (left, top) switch
    {
        (true, true) => Red,
        (false, true) => Green,
        (true, false) => Blue,
        _ => White,
    };

    /// <summary>Every type with each of EXIF's orientations.</summary>
    public static MatrixTheoryData<PictureType, int> TypesAndOrientations { get; } = new(Enum.GetValues<PictureType>(), [1, 2, 3, 4, 5, 6, 7, 8]);

    /// <summary>The displayed pixels of a decoded picture.</summary>
    public static PixelBuffer PixelsOf(Picture picture) =>
        picture.Resize(Letterbox.Fit(picture.Width, picture.Height, Math.Max(picture.Width, picture.Height)));

    /// <summary>Fails unless the centers of the quadrants have the colors of <see cref="Quadrants"/>.</summary>
    public static void AssertQuadrants(Picture picture, int tolerance = 12)
    {
        using var pixels = PixelsOf(picture);
        AssertQuadrants(pixels, tolerance);
    }

    public static void AssertQuadrants(PixelBuffer pixels, int tolerance = 12)
    {
        foreach (var (left, top) in new[] { (true, true), (false, true), (true, false), (false, false) })
        {
            var x = (left ? 1 : 3) * pixels.Width / 4;
            var y = (top ? 1 : 3) * pixels.Height / 4;
            AssertNear(ColorAt(left, top), pixels.Row(y).Slice(x * 3, 3).ToArray(), tolerance);
        }
    }

    public static void AssertNear(byte[] expected, byte[] actual, int tolerance) =>
        Assert.True(
            expected.Zip(actual).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance),
            $"Expected {string.Join(',', expected)} within {tolerance}, got {string.Join(',', actual)}.");

    /// <summary>A complete PNG whose header claims this size and whose pixels are missing or made elsewhere.</summary>
    public static byte[] PngClaiming(int width, int height, params (string Type, byte[] Content)[] chunks)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 0);
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. chunks.SelectMany(chunk => Chunk(chunk.Type, chunk.Content)), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        var checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(checkedPart));
        return [.. length, .. checkedPart, .. checksum];
    }
}
