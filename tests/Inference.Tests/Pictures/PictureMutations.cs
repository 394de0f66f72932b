using System.Buffers.Binary;
using System.IO.Hashing;
using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Tests.Pictures;

/// <summary>Small valid pictures of each type and ways to damage them.</summary>
internal static class PictureMutations
{
    private const int PngSignatureLength = 8;

    // Length, type and checksum.
    private const int PngChunkFrame = 12;

    private static readonly byte[] Telling = [0x00, 0x01, 0x7F, 0x80, 0xD8, 0xD9, 0xDA, 0xFE, 0xFF];

    public static IReadOnlyList<byte[]> Seeds(PictureType type)
    {
        using var image = PictureFiles.Waves(48, 36);
        using var gray = image.Colourspace(Enums.Interpretation.Bw);
        using var cmyk = image.Colourspace(Enums.Interpretation.Cmyk);
        using var deep = image.Colourspace(Enums.Interpretation.Rgb16);
        using var transparent = image.Bandjoin(100);
        return type switch
        {
            PictureType.Jpeg =>
            [
                PictureFiles.Held(image, type, 6), image.JpegsaveBuffer(interlace: true), gray.JpegsaveBuffer(), cmyk.JpegsaveBuffer(),
                image.JpegsaveBuffer(restartInterval: 2),
            ],
            PictureType.Png =>
            [
                PictureFiles.Held(image, type, 6), image.PngsaveBuffer(interlace: true), deep.PngsaveBuffer(), transparent.PngsaveBuffer(),
                image.PngsaveBuffer(palette: true), gray.PngsaveBuffer(bitdepth: 2),
            ],
            _ => [PictureFiles.Held(image, type, 6), image.WebpsaveBuffer(), transparent.WebpsaveBuffer(), transparent.WebpsaveBuffer(lossless: true)],
        };
    }

    /// <summary>The same seed gives the same damage.</summary>
    public static byte[] Mutate(byte[] content, int seed)
    {
        var random = new Random(seed);
        var mutated = content.ToList();
        for (var change = random.Next(1, 5); change > 0 && mutated.Count > 16; change--)
        {
            // Half of the damage is in the header, where the numbers are.
            var at = random.Next(random.Next(2) == 0 ? Math.Min(mutated.Count, 200) : mutated.Count);
            var length = Math.Min(random.Next(1, 16), mutated.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[at] = Telling[random.Next(Telling.Length)];
                    break;
                case 2:
                    mutated.RemoveRange(at, length);
                    break;
                case 3:
                    mutated.InsertRange(at, mutated.GetRange(at, length));
                    break;
                case 4:
                    mutated.RemoveRange(at, mutated.Count - at);
                    break;
                default:
                    for (var i = 0; i < length; i++)
                    {
                        mutated[at + i] = (byte)random.Next(256);
                    }

                    break;
            }
        }

        byte[] result = [.. mutated];
        if (seed % 2 == 0 && PictureSniffer.FindType(result) == PictureType.Png)
        {
            RepairChecksums(result);
        }

        return result;
    }

    /// <summary>Repairs the checksums, so that the damage gets past the first check.</summary>
    private static void RepairChecksums(byte[] png)
    {
        for (var at = PngSignatureLength; at + PngChunkFrame <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - PngChunkFrame)
            {
                return;
            }

            var end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(end), Crc32.HashToUInt32(png.AsSpan(at + 4, 4 + (int)length)));
            at = end + 4;
        }
    }
}
