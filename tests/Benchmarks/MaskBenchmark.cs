using System.CommandLine;
using System.Globalization;
using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Postprocessing.Outlines;
using SegFunctions.Inference.Postprocessing.RunLengths;
using SegFunctions.Inference.Rendering;

namespace SegFunctions.Benchmarks;

/// <summary>Logits to a mask of 1920 × 1080, and the mask to run lengths, PNG and outlines, each compared with a plain or well-known way to get the same result.</summary>
internal static class MaskBenchmark
{
    private const int Width = 1920;
    private const int Height = 1080;
    private const int LogitSide = 256;

    public static Command Command()
    {
        var runs = BenchmarkOptions.Runs("Measured runs of each side.", 100);
        var command = new Command("masks", "Logits to a mask, and a mask to run lengths, PNG and outlines, each against a named baseline.") { runs };
        command.SetAction(parsed => Run(parsed.GetValue(runs)));
        return command;
    }

    private static int Run(int runs)
    {
        var mask = Draw();
        var bytes = ToBytes(mask);
        using var image = Image.NewFromMemory(bytes, Width, Height, 1, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Bw);

        var outlines = MaskOutline.Find(mask);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"mask: {Width} × {Height}, {mask.CountArea()} pixels, {CocoRle.FromMask(mask).Counts.Count} runs; PNG {MaskPng.Encode(mask).Length} bytes "
            + $"(libvips {image.PngsaveBuffer(bitdepth: 1).Length}); {outlines.Count} outlines of {string.Join(", ", outlines.Select(outline => outline.Vertices.Count))} vertices"));

        var logits = DrawLogits();
        using var map = Image.NewFromMemory(logits, LogitSide, LogitSide, 1, Enums.BandFormat.Float);
        SideBySide.Measure(
            "logits to a mask",
            () => LogitUpsampler.Threshold(logits, LogitSide, Letterbox.Fit(Width, Height, LogitSide), 0.5),
            "libvips, bilinear and compared",
            () => Enlarge(map),
            runs);
        SideBySide.Measure("run lengths, as text", () => CocoRle.FromMask(mask).ToText(), "a walk over the pixels, no text", () => WalkColumns(bytes), runs);
        SideBySide.Measure("PNG of one bit", () => MaskPng.Encode(mask), "libvips, PNG of one bit", () => image.PngsaveBuffer(bitdepth: 1), runs);
        SideBySide.Measure("outlines", () => MaskOutline.Find(mask), "libvips, labelling the pieces only", () => Label(image), runs);
        return 0;
    }

    /// <summary>Three wavy objects with holes and frayed edges, as a network draws them, on a third of the picture.</summary>
    private static BinaryMask Draw()
    {
        var mask = new BinaryMask(Width, Height);
        (double X, double Y, double Radius)[] objects = [(620, 540, 380), (1350, 400, 260), (1500, 880, 130)];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                mask[x, y] = Array.Exists(objects, blob => IsInside(x - blob.X, y - blob.Y, blob.Radius));
            }
        }

        return mask;
    }

    private static bool IsInside(double x, double y, double radius)
    {
        var (angle, distance) = (Math.Atan2(y, x), Math.Sqrt((x * x) + (y * y)) / radius);
        var edge = 0.85 + (0.08 * Math.Sin(5 * angle)) + (0.04 * Math.Sin(23 * angle)) + (0.015 * Math.Sin(140 * angle));
        var hole = Math.Sqrt(Math.Pow((x / radius) - 0.3, 2) + Math.Pow((y / radius) + 0.1, 2)) < 0.15 + (0.02 * Math.Sin(11 * angle));
        return distance < edge && !hole;
    }

    /// <summary>The same objects as from SAM: smooth, in a square around the letterboxed picture.</summary>
    private static float[] DrawLogits()
    {
        var logits = new float[LogitSide * LogitSide];
        for (var i = 0; i < logits.Length; i++)
        {
            var (x, y) = (((i % LogitSide) - 90.0) / 60, ((i / LogitSide) - 72.0) / 50);
            logits[i] = (float)(8 * (1 - (x * x) - (y * y)));
        }

        return logits;
    }

    private static byte[] Enlarge(Image map)
    {
        using var content = map.Crop(0, 0, LogitSide, LogitSide * Height / Width);
        using var large = content.Resize((double)Width / LogitSide, Enums.Kernel.Linear, vscale: (double)Height / content.Height);
        using var mask = large >= 0;
        return mask.WriteToMemory<byte>();
    }

    private static byte[] ToBytes(BinaryMask mask)
    {
        var bytes = new byte[Width * Height];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(mask[i % Width, i / Width] ? 255 : 0);
        }

        return bytes;
    }

    private static List<int> WalkColumns(byte[] bytes)
    {
        var (counts, value) = (new List<int> { 0 }, (byte)0);
        for (var x = 0; x < Width; x++)
        {
            for (var y = 0; y < Height; y++)
            {
                if (bytes[(y * Width) + x] != value)
                {
                    counts.Add(0);
                    value ^= 255;
                }

                counts[^1]++;
            }
        }

        return counts;
    }

    private static void Label(Image image)
    {
        using var labels = image.Labelregions();
        labels.WriteToMemory<int>();
    }
}
