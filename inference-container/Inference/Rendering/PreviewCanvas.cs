using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Draws on a picture's (maybe fewer or more) pixels, every edge smooth. Places are pixels of the canvas unless said otherwise.</summary>
internal sealed class PreviewCanvas : IDisposable
{
    private readonly PixelBuffer _pixels;
    private readonly Letterbox _letterbox;

    /// <param name="pixels">Owned from here on.</param>
    /// <param name="letterbox">From the picture to these pixels.</param>
    public PreviewCanvas(PixelBuffer pixels, Letterbox letterbox)
    {
        (_pixels, _letterbox) = (pixels, letterbox);
        Unit = Math.Max(1, Math.Sqrt((double)pixels.Width * pixels.Height) / 450);
    }

    public int Width => _pixels.Width;

    public int Height => _pixels.Height;

    /// <summary>The width of the thinnest line that is seen when the whole canvas is looked at, at least a pixel.</summary>
    public double Unit { get; }

    /// <summary>Pixels of the canvas a pixel of the picture: more than 1 where a mask's steps show.</summary>
    public double Enlargement => _letterbox.ScaleX;

    public Image AsImage()
    {
        using var raw = _pixels.AsImage();
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>The pixels, rows of RGB.</summary>
    public void CopyTo(Span<byte> pixels) => _pixels.Pixels.CopyTo(pixels);

    /// <summary>A mask of the picture as one of the canvas.</summary>
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

    /// <summary>A place of the picture, as parts of its width and height, on the canvas.</summary>
    public (double X, double Y) Place(double x, double y) => (x * Width, y * Height);

    /// <summary>A box of the picture, in its pixels, on the canvas.</summary>
    public PixelBox Place(PixelBox box)
    {
        var (left, top) = ((int)(box.X * _letterbox.ScaleX), (int)(box.Y * _letterbox.ScaleY));
        return new PixelBox(
            left,
            top,
            (int)Math.Ceiling((box.X + box.Width) * _letterbox.ScaleX) - left,
            (int)Math.Ceiling((box.Y + box.Height) * _letterbox.ScaleY) - top);
    }

    /// <param name="color">Laid over what is there.</param>
    /// <param name="x">Column, on the canvas or not.</param>
    /// <param name="y">Row, on the canvas or not.</param>
    /// <param name="opacity">0–1; values outside are cut.</param>
    public void Paint(Color color, int x, int y, double opacity)
    {
        var weight = (int)(Math.Clamp(opacity, 0, 1) * Color.Opaque);
        if (weight > 0 && x >= 0 && x < Width && y >= 0 && y < Height)
        {
            color.Over(_pixels.Row(y).Slice(x * 3, 3), weight);
        }
    }

    /// <summary>The whole area, cut at the canvas's edges, in one color.</summary>
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

    /// <summary>A band of ink as a picture of one band of bytes, 255 where all of a pixel is covered.</summary>
    public void Stamp(Image coverage, int left, int top, Color color)
    {
        var bytes = coverage.WriteToMemory<byte>();
        for (var i = 0; i < bytes.Length; i++)
        {
            Paint(color, left + (i % coverage.Width), top + (i / coverage.Width), bytes[i] / 255.0);
        }
    }

    /// <summary>Everything of which the distance to a figure is known, with a smooth edge a pixel wide.</summary>
    /// <param name="reach">Box outside which nothing is painted.</param>
    /// <param name="distance">From a pixel's center; below 0 inside.</param>
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
