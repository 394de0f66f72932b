using SegFunctions.Contract;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Rendering;

/// <summary>Shows where a client pointed: boxes as frames, points as discs with a plus for foreground and a minus for background.</summary>
internal sealed class PreviewMarks(PreviewCanvas canvas)
{
    // In canvas units.
    private const double Radius = 4.5;
    private const double Rim = 1.2;
    private const double Arm = 2.6;
    private const double HalfStroke = 0.6;

    private readonly double _unit = canvas.Unit;

    public void Draw(Mark mark)
    {
        if (mark.FindBox(canvas.Width, canvas.Height) is { } box)
        {
            Frame(box.Left, box.Top, box.Right, box.Bottom);
        }

        foreach (var point in mark.Points)
        {
            var (x, y) = canvas.Place(point.X, point.Y);
            Disc(x, y, point.Foreground);
        }
    }

    private void Frame(double left, double top, double right, double bottom)
    {
        var reach = Around((left + right) / 2, (top + bottom) / 2, ((right - left) / 2) + (2 * _unit), ((bottom - top) / 2) + (2 * _unit));
        foreach (var (halfWidth, color) in new[] { (1.3, Color.Ink), (0.6, Color.Paper) })
        {
            canvas.Fill(reach, (x, y) => Math.Abs(FromBox(x, y, left, top, right, bottom)) - (halfWidth * _unit), color);
        }
    }

    private void Disc(double x, double y, bool foreground)
    {
        var (outer, inner) = (foreground ? Color.Ink : Color.Paper, foreground ? Color.Paper : Color.Ink);
        var reach = Around(x, y, (Radius + Rim) * _unit, (Radius + Rim) * _unit);
        canvas.Fill(reach, (px, py) => Length(px - x, py - y) - ((Radius + Rim) * _unit), outer);
        canvas.Fill(reach, (px, py) => Length(px - x, py - y) - (Radius * _unit), inner);
        canvas.Fill(reach, (px, py) => FromStroke(px - x, py - y), outer);
        if (foreground)
        {
            canvas.Fill(reach, (px, py) => FromStroke(py - y, px - x), outer);
        }
    }

    private double FromStroke(double along, double across) => Math.Max(Math.Abs(along) - (Arm * _unit), Math.Abs(across) - (HalfStroke * _unit));

    /// <summary>Distance to a box's edge, negative inside.</summary>
    private static double FromBox(double x, double y, double left, double top, double right, double bottom)
    {
        var (dx, dy) = (Math.Max(left - x, x - right), Math.Max(top - y, y - bottom));
        return dx > 0 && dy > 0 ? Length(dx, dy) : Math.Max(dx, dy);
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));

    private static PixelBox Around(double x, double y, double halfWidth, double halfHeight)
    {
        var (left, top) = ((int)Math.Floor(x - halfWidth - 1), (int)Math.Floor(y - halfHeight - 1));
        return new PixelBox(left, top, (int)Math.Ceiling(x + halfWidth + 1) - left, (int)Math.Ceiling(y + halfHeight + 1) - top);
    }
}
