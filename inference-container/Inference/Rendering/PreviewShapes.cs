using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>
/// Draws an object's area and edge on a canvas. A blurred mask gives each pixel's distance from the edge, in units of the blur, so that lines
/// are smooth although the mask has steps.
/// </summary>
internal sealed class PreviewShapes
{
    private const double TintOpacity = 0.38;
    private const int Levels = 4096;

    // In canvas units: the colored line is inside the edge, with a dark one on each side.
    private const double LineEnd = -1.25;
    private const double DarkStart = 0.75;
    private const double DarkEnd = -1.9;

    // A pixel further from the edge than this many blurs is completely inside or outside.
    private const double Certain = 2.6;

    // libvips leaves out weights below a fifth unless told otherwise, and the rest is no normal distribution: its tail is what tells distances.
    private const double BlurTail = 0.02;

    private readonly PreviewCanvas _canvas;
    private readonly double _blur;
    private readonly double[] _distances;

    /// <param name="canvas">The canvas to draw on.</param>
    public PreviewShapes(PreviewCanvas canvas)
    {
        _canvas = canvas;
        _blur = Math.Max(canvas.Unit, canvas.Enlargement);
        _distances = Distances(_blur);
    }

    /// <param name="mask">At the canvas's size.</param>
    /// <param name="color">Blended over the mask's area.</param>
    public void Tint(BinaryMask mask, Color color) => Paint(mask, (distance, x, y) => _canvas.Paint(color, x, y, TintOpacity * Math.Clamp(0.5 - distance, 0, 1)));

    /// <summary>Draws a line in the object's color along its edge between two dark ones, so that it is visible on any background.</summary>
    /// <param name="mask">At the canvas's size.</param>
    /// <param name="color">The line's color.</param>
    public void Outline(BinaryMask mask, Color color)
    {
        var unit = _canvas.Unit;
        Paint(mask, (distance, x, y) =>
        {
            _canvas.Paint(Color.Ink, x, y, Within(distance, DarkEnd * unit, DarkStart * unit));
            _canvas.Paint(color, x, y, Within(distance, LineEnd * unit, 0));
        });
    }

    /// <summary>The fraction of a pixel that lies between two distances.</summary>
    private static double Within(double distance, double from, double to) => Math.Min(0.5 + distance - from, 0.5 + to - distance);

    private void Paint(BinaryMask mask, Action<double, int, int> paint)
    {
        if (mask.FindBox() is not { } box)
        {
            return;
        }

        var margin = (int)Math.Ceiling(3 * _blur);
        var (left, top) = (Math.Max(0, box.X - margin), Math.Max(0, box.Y - margin));
        var area = new PixelBox(
            left, top, Math.Min(_canvas.Width, box.X + box.Width + margin) - left, Math.Min(_canvas.Height, box.Y + box.Height + margin) - top);
        using var shown = MaskImage.Show(mask, area);
        using var unit = shown.Cast(Enums.BandFormat.Float);
        using var soft = unit.Gaussblur(_blur, minAmpl: BlurTail, precision: Enums.Precision.Float);
        var field = soft.WriteToMemory<float>();
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] > 0)
            {
                paint(_distances[(int)Math.Clamp(field[i] * (Levels / 255f), 0, Levels)], area.X + (i % area.Width), area.Y + (i / area.Width));
            }
        }
    }

    /// <summary>The distance from a blurred straight edge at each level, negative inside.</summary>
    private static double[] Distances(double blur)
    {
        var distances = new double[Levels + 1];
        var level = Levels;
        for (var step = -Certain; level >= 0; step += 0.001)
        {
            // The normal distribution's tail, approximated by a logistic function.
            var part = step >= Certain ? -1 : 1 / (1 + Math.Exp((0.07056 * step * step * step) + (1.5976 * step)));
            for (; level >= 0 && (double)level / Levels >= part; level--)
            {
                distances[level] = step * blur;
            }
        }

        return distances;
    }
}
