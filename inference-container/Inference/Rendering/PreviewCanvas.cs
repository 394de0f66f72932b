using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Draws masks of a picture on its (maybe smaller) pixels.</summary>
internal sealed class PreviewCanvas : IDisposable
{
    private const int TintOpacity = 96;
    private const int Opaque = 256;

    private readonly PixelBuffer _pixels;
    private readonly int[] _columns;
    private readonly int[] _rows;
    private readonly Letterbox _letterbox;

    /// <param name="pixels">Owned from here on.</param>
    /// <param name="letterbox">From the picture to these pixels.</param>
    public PreviewCanvas(PixelBuffer pixels, Letterbox letterbox)
    {
        _pixels = pixels;
        _letterbox = letterbox;
        _columns = [.. Enumerable.Range(0, pixels.Width).Select(x => Math.Min((int)((x + 0.5) / letterbox.ScaleX), letterbox.PictureWidth - 1))];
        _rows = [.. Enumerable.Range(0, pixels.Height).Select(y => Math.Min((int)((y + 0.5) / letterbox.ScaleY), letterbox.PictureHeight - 1))];
        Unit = Math.Clamp((int)Math.Round(Math.Max(pixels.Width, pixels.Height) / 400.0), 1, 5);
    }

    public int Width => _pixels.Width;

    public int Height => _pixels.Height;

    /// <summary>The width of the thinnest line that is seen when the whole canvas is looked at.</summary>
    public int Unit { get; }

    public NetVips.Image AsImage()
    {
        using var raw = _pixels.AsImage();
        return raw.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
    }

    /// <summary>A mask of the picture as one of the canvas.</summary>
    public BinaryMask Shrink(BinaryMask mask)
    {
        if (mask.Width == Width && mask.Height == Height)
        {
            return mask;
        }

        var small = new BinaryMask(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            ReadOnlySpan<ulong> source = mask.Row(_rows[y]);
            if (source.ContainsAnyExcept(0UL))
            {
                var row = small.Row(y);
                for (var x = 0; x < _columns.Length; x++)
                {
                    row[x >> 6] |= (source[_columns[x] >> 6] >> (_columns[x] & 63) & 1) << (x & 63);
                }
            }
        }

        return small;
    }

    /// <summary>A place of the picture on the canvas.</summary>
    public (int X, int Y) Place(int x, int y) => ((int)(x * _letterbox.ScaleX), (int)(y * _letterbox.ScaleY));

    /// <param name="mask">A mask of the canvas's size.</param>
    /// <param name="colour">Laid over it.</param>
    public void Tint(BinaryMask mask, Colour colour) => Paint(mask, colour, TintOpacity);

    /// <summary>A line in the object's colour along its edge between two dark ones, so that it shows on any ground.</summary>
    /// <param name="mask">A mask of the canvas's size.</param>
    /// <param name="colour">The line's colour.</param>
    public void Outline(BinaryMask mask, Colour colour)
    {
        var dark = EdgeOffset.Apply(mask, 0.75 * Unit);
        dark.Remove(EdgeOffset.Apply(mask, -1.9 * Unit));
        var light = mask.Copy();
        light.Remove(EdgeOffset.Apply(mask, -1.25 * Unit));
        Paint(dark, Colour.Ink, Opaque);
        Paint(light, colour, Opaque);
    }

    /// <summary>The whole area, cut at the canvas's edges, in one colour.</summary>
    public void FillBox(int left, int top, int width, int height, Colour colour)
    {
        var (start, end) = (Math.Max(0, left), Math.Min(Width, left + width));
        for (var y = Math.Max(0, top); y < Math.Min(Height, top + height) && start < end; y++)
        {
            colour.Over(_pixels.Row(y)[(start * 3)..(end * 3)], Opaque);
        }
    }

    public void Dispose() => _pixels.Dispose();

    private void Paint(BinaryMask mask, Colour colour, int opacity)
    {
        foreach (var run in MaskRuns.Of(mask, value: true))
        {
            colour.Over(_pixels.Row(run.Y)[(run.Start * 3)..(run.End * 3)], opacity);
        }
    }
}
