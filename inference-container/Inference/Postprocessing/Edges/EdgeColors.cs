using NetVips;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Postprocessing.Edges;

/// <summary>
/// Gives the pixels of an object's edge the object's own color, so that a cut-out has no halo of its old background. A pixel there is
/// <c>alpha × object + (1 − alpha) × background</c>. Both colors are first estimated from the certain pixels nearby. Alpha is then the most likely value, given
/// the matte and the pixel's position between the two colors. Finally the object's color is corrected by the residual, as in Forte's
/// Approximate fast foreground colour estimation (2021).
/// </summary>
internal static class EdgeColors
{
    // Colors change slowly, so those of a large picture are estimated on a coarser grid, of the size that networks see.
    private const int GridSide = PictureSource.NetworkSide;

    // A grid pixel is certain if it and its surroundings are at least this much object, or background. Structures too thin for that have a small weight, which counts
    // if nothing more certain is near.
    private const double Sure = 0.9;
    private const double SureReach = 1.4;
    private const double SureAlone = 0.95;
    private const double WeightAlone = 0.05;

    // Standard deviation of the matte's alpha where it is uncertain. Away from the edge it is certain: texture must not become holes.
    private const float AlphaDeviation = 0.4f;
    private const float NoDoubt = 0.01f;

    // Slope from alpha × (1 − alpha) around a pixel to the fraction of that deviation that applies, at most 1.
    private const float DoubtSlope = 16;

    // Standard deviation of a channel in a picture without texture.
    private const float ColorDeviation = 5;

    private const int Bands = 4;
    private const int Colors = 3;

    /// <param name="picture">Fully decoded, opaque.</param>
    /// <param name="matte">At the picture's size.</param>
    /// <returns>RGBA at the picture's size. A pixel near the edge has the object's color even where its alpha is 0.</returns>
    public static PixelBuffer Clean(Picture picture, Matte matte)
    {
        using var joined = picture.Whole.Bandjoin(matte.Image);
        var pixels = PixelBuffer.Render(joined);
        var (width, height) = SizeOfGrid(picture);
        using var colors = ToGrid(picture.Whole, width, height);
        using var alpha = ToGrid(matte.Image, width, height);
        using var around = alpha.Gaussblur(SureReach, minAmpl: 0.02, precision: Enums.Precision.Float);
        var thing = SpreadSure(colors, alpha, around, isObject: true);
        var background = SpreadSure(colors, alpha, around, isObject: false);
        var grid = new Grid(width, height, picture, FindDoubt(around));
        for (var y = 0; y < picture.Height; y++)
        {
            CleanRow(pixels.Row(y), y, grid, thing, background);
        }

        return pixels;
    }

    private static (int Width, int Height) SizeOfGrid(Picture picture)
    {
        var scale = Math.Min(1, (double)GridSide / Math.Max(picture.Width, picture.Height));
        return (Math.Max(1, (int)Math.Round(picture.Width * scale)), Math.Max(1, (int)Math.Round(picture.Height * scale)));
    }

    private static Image ToGrid(Image image, int width, int height)
    {
        using var scaled = PictureScaling.ToSize(image, width, height);
        using var floats = scaled.Cast(Enums.BandFormat.Float);
        return floats.CopyMemory();
    }

    private static SideColors SpreadSure(Image colors, Image alpha, Image around, bool isObject)
    {
        using var here = AtLeast(Sure, alpha, isObject);
        using var near = AtLeast(Sure, around, isObject);
        using var alone = AtLeast(SureAlone, alpha, isObject);
        using var sure = here & near;
        using var thin = alone.Linear([WeightAlone / Matte.Opaque], [0]);
        using var full = sure.Linear([1.0 / Matte.Opaque], [0]);
        using var weight = sure.Ifthenelse(full, thin);
        using var floats = weight.Cast(Enums.BandFormat.Float);
        return SideColors.Spread(colors, floats);
    }

    private static Image AtLeast(double share, Image alpha, bool isObject) =>
        isObject ? alpha >= share * Matte.Opaque : alpha <= (1 - share) * Matte.Opaque;

    /// <returns>The standard deviation of the matte's alpha at each point of the grid.</returns>
    private static float[] FindDoubt(Image around)
    {
        var doubt = around.WriteToMemory<float>();
        for (var i = 0; i < doubt.Length; i++)
        {
            var alpha = doubt[i] / Matte.Opaque;
            doubt[i] = AlphaDeviation * Math.Min(1, DoubtSlope * alpha * (1 - alpha));
        }

        return doubt;
    }

    private static void CleanRow(Span<byte> row, int y, Grid grid, SideColors thing, SideColors background)
    {
        Span<float> front = stackalloc float[Colors];
        Span<float> back = stackalloc float[Colors];
        var gridY = grid.Y(y);
        for (var x = 0; x < row.Length / Bands; x++)
        {
            var pixel = row.Slice(x * Bands, Bands);
            var gridX = grid.X(x);
            var doubt = grid.DoubtAt(gridX, gridY);
            if (doubt >= NoDoubt
                && thing.FindColor(gridX, gridY, front) is { } frontVariance
                && background.FindColor(gridX, gridY, back) is { } backVariance)
            {
                Separate(pixel, doubt, front, frontVariance, back, backVariance);
            }
            else
            {
                Hide(pixel);
            }
        }
    }

    /// <summary>If the object is not near, nothing of the picture is kept.</summary>
    private static void Hide(Span<byte> pixel)
    {
        if (pixel[Colors] == 0)
        {
            pixel.Clear();
        }
    }

    private static void Separate(
        Span<byte> pixel, float doubt, ReadOnlySpan<float> front, float frontVariance, ReadOnlySpan<float> back, float backVariance)
    {
        var known = (float)pixel[Colors] / Matte.Opaque;
        var (along, length) = (0f, 0f);
        for (var band = 0; band < Colors; band++)
        {
            var step = front[band] - back[band];
            along += step * (pixel[band] - back[band]);
            length += step * step;
        }

        var noise = (ColorDeviation * ColorDeviation) + (known * known * frontVariance) + ((1 - known) * (1 - known) * backVariance);
        var trust = 1 / (doubt * doubt);
        var alpha = Math.Clamp(((known * trust) + (along / noise)) / (trust + (length / noise)), 0, 1);
        var share = alpha / ((alpha * alpha) + ((1 - alpha) * (1 - alpha)));
        for (var band = 0; band < Colors; band++)
        {
            var left = pixel[band] - (alpha * front[band]) - ((1 - alpha) * back[band]);
            pixel[band] = (byte)Math.Clamp(MathF.Round(front[band] + (share * left)), 0, 255);
        }

        pixel[Colors] = (byte)MathF.Round(alpha * Matte.Opaque);
    }

    /// <summary>Maps the picture's pixels to the grid.</summary>
    private readonly struct Grid(int width, int height, Picture picture, float[] doubt)
    {
        public double X(int x) => ((x + 0.5) * width / picture.Width) - 0.5;

        public double Y(int y) => ((y + 0.5) * height / picture.Height) - 0.5;

        public float DoubtAt(double x, double y) =>
            doubt[(Math.Clamp((int)Math.Round(y), 0, height - 1) * width) + Math.Clamp((int)Math.Round(x), 0, width - 1)];
    }
}
