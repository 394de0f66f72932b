using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>Draws masks and labels of a picture on its (maybe smaller) pixels.</summary>
internal sealed class PreviewCanvas : IDisposable
{
    private const int TintOpacity = 110;
    private const int Opaque = 256;

    private readonly PixelBuffer _pixels;
    private readonly int[] _columns;
    private readonly int[] _rows;
    private readonly double _scale;
    private readonly int _pen;

    /// <param name="pixels">Owned from here on.</param>
    /// <param name="letterbox">From the picture to these pixels.</param>
    public PreviewCanvas(PixelBuffer pixels, Letterbox letterbox)
    {
        _pixels = pixels;
        _columns = [.. Enumerable.Range(0, pixels.Width).Select(x => Math.Min((int)((x + 0.5) / letterbox.ScaleX), letterbox.PictureWidth - 1))];
        _rows = [.. Enumerable.Range(0, pixels.Height).Select(y => Math.Min((int)((y + 0.5) / letterbox.ScaleY), letterbox.PictureHeight - 1))];
        _scale = letterbox.ScaleX;
        _pen = Math.Max(1, (int)Math.Round(Math.Max(pixels.Width, pixels.Height) / 400.0));
    }

    public NetVips.Image AsImage()
    {
        using var raw = _pixels.AsImage();
        return raw.Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
    }

    public void Tint(BinaryMask mask, PixelBox box, Colour colour)
    {
        var (left, top, right, bottom) = Around(box);
        for (var y = top; y < bottom; y++)
        {
            var row = _pixels.Row(y);
            for (var x = left; x < right; x++)
            {
                if (Contains(mask, x, y))
                {
                    colour.Over(row[(x * 3)..], TintOpacity);
                }
            }
        }
    }

    /// <summary>A line in the object's colour inside its edge, and a dark one outside, so that the edge shows on any ground.</summary>
    public void Outline(BinaryMask mask, PixelBox box, Colour colour)
    {
        var (left, top, right, bottom) = Around(box);
        for (var y = top; y < bottom; y++)
        {
            var row = _pixels.Row(y);
            for (var x = left; x < right; x++)
            {
                var inside = Contains(mask, x, y);
                if (IsEdge(mask, x, y, inside, inside ? _pen : 1))
                {
                    (inside ? colour : Colour.Ink).Over(row[(x * 3)..], Opaque);
                }
            }
        }
    }

    /// <summary>Ink on a plate of the object's colour, above the box where there is room.</summary>
    public void Write(string text, PixelBox box, Colour colour)
    {
        var unit = Math.Clamp((int)Math.Round(Math.Max(_pixels.Width, _pixels.Height) / 400.0), 1, 5);
        var margin = 2 * unit;
        var width = (BitmapFont.WidthOf(text) * unit) + (2 * margin);
        var height = (BitmapFont.GlyphHeight * unit) + (2 * margin);
        var left = Math.Clamp((int)(box.X * _scale), 0, Math.Max(0, _pixels.Width - width));
        var top = Math.Clamp((int)(box.Y * _scale) - height, 0, Math.Max(0, _pixels.Height - height));
        for (var y = 0; y < Math.Min(height, _pixels.Height - top); y++)
        {
            var row = _pixels.Row(top + y);
            for (var x = 0; x < Math.Min(width, _pixels.Width - left); x++)
            {
                var (textX, textY) = (x - margin, y - margin);
                var ink = textX >= 0 && textY >= 0 && textX < width - (2 * margin) && textY < height - (2 * margin)
                    && BitmapFont.HasInk(text, textX / unit, textY / unit);
                (ink ? Colour.Ink : colour).Over(row[((left + x) * 3)..], Opaque);
            }
        }
    }

    public void Dispose() => _pixels.Dispose();

    private bool Contains(BinaryMask mask, int x, int y) => mask[_columns[x], _rows[y]];

    /// <summary>Whether a pixel <paramref name="reach"/> away, straight on, lies on the mask's other side. What lies outside the picture does not count.</summary>
    private bool IsEdge(BinaryMask mask, int x, int y, bool inside, int reach) =>
        (x >= reach && Contains(mask, x - reach, y) != inside)
        || (x + reach < _pixels.Width && Contains(mask, x + reach, y) != inside)
        || (y >= reach && Contains(mask, x, y - reach) != inside)
        || (y + reach < _pixels.Height && Contains(mask, x, y + reach) != inside);

    /// <summary>The box on these pixels with room for lines around it.</summary>
    private (int Left, int Top, int Right, int Bottom) Around(PixelBox box) => (
        Math.Max(0, (int)(box.X * _scale) - 2),
        Math.Max(0, (int)(box.Y * _scale) - 2),
        Math.Min(_pixels.Width, (int)((box.X + box.Width) * _scale) + 3),
        Math.Min(_pixels.Height, (int)((box.Y + box.Height) * _scale) + 3));
}
