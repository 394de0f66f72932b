using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Draws antialiased on a picture's pixels, which may be scaled. Positions are pixels of the canvas unless said otherwise.</summary>
internal sealed class PreviewCanvas : IDisposable
{
    private readonly PixelBuffer _pixels;
    private readonly Letterbox _letterbox;

    /// <param name="pixels">This instance takes ownership.</param>
    /// <param name="letterbox">Maps the picture to these pixels.</param>
    public PreviewCanvas(PixelBuffer pixels, Letterbox letterbox)
    {
        (_pixels, _letterbox) = (pixels, letterbox);
        Unit = Math.Max(1, Math.Sqrt((double)pixels.Width * pixels.Height) / 450);
    }

    public int Width => _pixels.Width;

    public int Height => _pixels.Height;

    /// <summary>Width of the thinnest line that is visible when the whole canvas is viewed, at least a pixel.</summary>
    public double Unit { get; }

    /// <summary>Canvas pixels per picture pixel: if more than 1, a mask's steps are visible.</summary>
    public double Enlargement => _letterbox.ScaleX;

    public Image AsImage()
    {
        using var raw = _pixels.AsImage();
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>Copies the pixels as rows of RGB.</summary>
    public void CopyTo(Span<byte> pixels) => _pixels.Pixels.CopyTo(pixels);

    /// <summary>Scales a mask of the picture to the canvas.</summary>
    public BinaryMask Fit(BinaryMask mask)
    {
        if (mask.Width == Width && mask.Height == Height)
        {
            return mask;
        }

        var columns = Enumerable.Range(0, Width).Select(x => Math.Min((int)((x + 0.5) / _letterbox.ScaleX), mask.Width - 1)).ToArray();
        var fitted = new BinaryMask(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            ReadOnlySpan<ulong> source = mask.Row(Math.Min((int)((y + 0.5) / _letterbox.ScaleY), mask.Height - 1));
            if (source.ContainsAnyExcept(0UL))
            {
                var row = fitted.Row(y);
                for (var x = 0; x < columns.Length; x++)
                {
                    row[x >> 6] |= (source[columns[x] >> 6] >> (columns[x] & 63) & 1) << (x & 63);
                }
            }
        }

        return fitted;
    }

    /// <summary>Maps a position in the picture, as fractions of its width and height, to the canvas.</summary>
    public (double X, double Y) Place(double x, double y) => (x * Width, y * Height);

    /// <summary>Maps a box in pixels of the picture to the canvas.</summary>
    public PixelBox Place(PixelBox box)
    {
        var (left, top) = ((int)(box.X * _letterbox.ScaleX), (int)(box.Y * _letterbox.ScaleY));
        return new PixelBox(
            left,
            top,
            (int)Math.Ceiling((box.X + box.Width) * _letterbox.ScaleX) - left,
            (int)Math.Ceiling((box.Y + box.Height) * _letterbox.ScaleY) - top);
    }

    /// <param name="color">Blended over what is there.</param>
    /// <param name="x">Column, which may be outside the canvas.</param>
    /// <param name="y">Row, which may be outside the canvas.</param>
    /// <param name="opacity">0–1; values outside are clipped.</param>
    public void Paint(Color color, int x, int y, double opacity)
    {
        var weight = (int)(Math.Clamp(opacity, 0, 1) * Color.Opaque);
        if (weight > 0 && x >= 0 && x < Width && y >= 0 && y < Height)
        {
            color.Over(_pixels.Row(y).Slice(x * 3, 3), weight);
        }
    }

    /// <summary>Fills a box, clipped to the canvas, with one color.</summary>
    public void FillBox(PixelBox box, Color color)
    {
        for (var y = Math.Max(0, box.Y); y < Math.Min(Height, box.Y + box.Height); y++)
        {
            for (var x = Math.Max(0, box.X); x < Math.Min(Width, box.X + box.Width); x++)
            {
                Paint(color, x, y, 1);
            }
        }
    }

    /// <summary>Draws an image of one 8-bit band as ink, 255 where a pixel is fully covered.</summary>
    public void Stamp(Image coverage, int left, int top, Color color)
    {
        var bytes = coverage.WriteToMemory<byte>();
        for (var i = 0; i < bytes.Length; i++)
        {
            Paint(color, left + (i % coverage.Width), top + (i / coverage.Width), bytes[i] / 255.0);
        }
    }

    /// <summary>Fills a figure that is given by the distance to it, with a smooth edge one pixel wide.</summary>
    /// <param name="reach">Nothing outside this box is painted.</param>
    /// <param name="distance">Distance of a pixel's center from the figure; negative inside.</param>
    /// <param name="color">The figure's color.</param>
    public void Fill(PixelBox reach, Func<double, double, double> distance, Color color)
    {
        for (var y = Math.Max(0, reach.Y); y < Math.Min(Height, reach.Y + reach.Height); y++)
        {
            for (var x = Math.Max(0, reach.X); x < Math.Min(Width, reach.X + reach.Width); x++)
            {
                Paint(color, x, y, 0.5 - distance(x + 0.5, y + 0.5));
            }
        }
    }

    public void Dispose() => _pixels.Dispose();
}
