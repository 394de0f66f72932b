using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Networks.Writing;

/// <summary>A line of text. The network detects only its core, so that lines close to each other stay apart; the full line is larger by the margin that training removed.</summary>
/// <param name="core">The core's pixels in a map.</param>
/// <param name="width">Width of the map.</param>
/// <param name="height">Height of the map.</param>
/// <param name="rawScore">Mean over the core, 0–1.</param>
internal sealed class WritingLine(IReadOnlyList<PixelRun> core, int width, int height, float rawScore)
{
    /// <summary>The core is grown by its area divided by its perimeter, times this factor, which is PP-OCR's.</summary>
    private const double Growth = 1.5;

    public float RawScore => rawScore;

    /// <param name="pictureWidth">Pixels of the picture.</param>
    /// <param name="pictureHeight">Pixels of the picture.</param>
    public BinaryMask ToMask(int pictureWidth, int pictureHeight)
    {
        var mask = new BinaryMask(pictureWidth, pictureHeight);
        var (scaleX, scaleY) = ((double)pictureWidth / width, (double)pictureHeight / height);
        foreach (var run in core)
        {
            var (start, end) = ((int)(run.Start * scaleX), Math.Min(pictureWidth, (int)Math.Ceiling(run.End * scaleX)));
            for (var y = (int)(run.Y * scaleY); y < Math.Min(pictureHeight, Math.Ceiling((run.Y + 1) * scaleY)); y++)
            {
                mask.Fill(y, start, end, value: true);
            }
        }

        return EdgeOffset.Apply(mask, FindReach() * Math.Min(scaleX, scaleY));
    }

    /// <summary>Margin, in pixels of the map, by which the line is larger than its core on every side.</summary>
    internal double FindReach()
    {
        var (length, thickness) = FindSides();
        return Growth * length * thickness / (2 * (length + thickness));
    }

    /// <summary>The sides of the rectangle, at any angle, whose pixels have the same variances as the core's.</summary>
    private (double Length, double Thickness) FindSides()
    {
        double count = 0, sumX = 0, sumY = 0, sumXx = 0, sumYy = 0, sumXy = 0;
        foreach (var run in core)
        {
            for (var x = run.Start; x < run.End; x++)
            {
                (count, sumX, sumY) = (count + 1, sumX + x, sumY + run.Y);
                (sumXx, sumYy, sumXy) = (sumXx + ((double)x * x), sumYy + ((double)run.Y * run.Y), sumXy + ((double)x * run.Y));
            }
        }

        // Each pixel is a square, which itself has a variance of 1/12.
        var (spreadX, spreadY) = ((sumXx / count) - (sumX / count * (sumX / count)) + (1.0 / 12), (sumYy / count) - (sumY / count * (sumY / count)) + (1.0 / 12));
        var common = (sumXy / count) - (sumX / count * (sumY / count));
        var (middle, half) = ((spreadX + spreadY) / 2, Math.Sqrt(Math.Pow((spreadX - spreadY) / 2, 2) + (common * common)));
        return (Math.Sqrt(12 * (middle + half)), Math.Sqrt(12 * Math.Max(0, middle - half)));
    }
}
