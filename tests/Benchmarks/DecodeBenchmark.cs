using System.CommandLine;
using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Benchmarks;

/// <summary>Decodes and resizes a 12-megapixel JPEG for SAM's encoder, compared with libvips' <c>thumbnail_buffer</c> of the same file to the same size.</summary>
internal static class DecodeBenchmark
{
    private const int Width = 4000;
    private const int Height = 3000;
    private const int Side = 1024;

    public static Command Command()
    {
        var runs = BenchmarkOptions.Runs("Measured runs of each side.", 100);
        var command = new Command("decode", "A 12-megapixel JPEG to a network's input, against libvips' thumbnail_buffer.") { runs };
        command.SetAction(parsed => Run(parsed.GetValue(runs)));
        return command;
    }

    private static int Run(int runs)
    {
        var content = Draw();
        var decoder = new PictureDecoder(new PictureLimits());
        var letterbox = Letterbox.Fit(Width, Height, Side);
        Console.WriteLine($"JPEG: {Width} × {Height}, {content.Length} bytes");
        SideBySide.Measure("decoded for a network", () => DecodeFor(Side), "libvips, thumbnail_buffer", () => Thumbnail(content), runs);
        SideBySide.Measure("decoded whole, then resized", () => DecodeFor(int.MaxValue), "libvips, thumbnail_buffer", () => Thumbnail(content), runs);
        return 0;

        void DecodeFor(int longSide)
        {
            using var picture = decoder.DecodeFor(content, longSide);
            using var pixels = picture.Resize(letterbox);
        }
    }

    private static void Thumbnail(byte[] content)
    {
        using var thumbnail = Image.ThumbnailBuffer(content, Side);
        thumbnail.WriteToMemory<byte>();
    }

    /// <summary>Clouds of all sizes and some noise: about as many bytes per pixel as a camera's photo.</summary>
    private static byte[] Draw()
    {
        using var coarse = Image.Perlin(Width, Height, cellSize: 512, seed: 1);
        using var fine = Image.Perlin(Width, Height, cellSize: 32, seed: 2);
        using var noise = Image.Gaussnoise(Width, Height, sigma: 4, mean: 0, seed: 3);
        using var gray = (coarse * 60) + (fine * 40) + noise + 128;
        using var colors = gray.Bandjoin((coarse * 90) + noise + 120, (fine * 50) + 140);
        using var bytes = colors.Cast(Enums.BandFormat.Uchar);
        using var picture = bytes.Copy(interpretation: Enums.Interpretation.Srgb);
        return picture.JpegsaveBuffer(q: 90);
    }
}
