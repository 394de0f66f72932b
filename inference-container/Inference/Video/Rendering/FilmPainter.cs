using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Rendering;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>Draws a frame of each kind of film.</summary>
/// <param name="width">Width of the clip, pixels.</param>
/// <param name="height">Height of the clip, pixels.</param>
internal sealed class FilmPainter(int width, int height) : IDisposable
{
    private const int Bands = 3;
    private const double TintOpacity = 0.38;

    // In units: the colored line lies inside the edge, with a dark line on each side.
    private const double LineEnd = -1.25;
    private const double DarkStart = 0.75;
    private const double DarkEnd = -1.9;

    // As a fraction of the frame's mean side.
    private const double LabelPart = 1 / 45.0;
    private const double SmallestLabel = 12;

    private readonly Dictionary<string, Image> _labels = [];

    /// <summary>Draws the frame with every object tinted, outlined and labeled.</summary>
    /// <param name="pixels">Rows of RGB, changed in place.</param>
    /// <param name="objects">The objects on the frame, with the places of their labels.</param>
    public void PaintPreview(byte[] pixels, IReadOnlyList<(FilmMoment Moment, double LabelX, double LabelY)> objects)
    {
        if (objects.Count == 0)
        {
            return;
        }

        using var image = Image.NewFromMemory(pixels, width, height, Bands, Enums.BandFormat.Uchar);
        using var canvas = new PreviewCanvas(PixelBuffer.Render(image), Letterbox.Fit(width, height, Math.Max(width, height)));
        foreach (var (moment, _, _) in objects)
        {
            PaintObject(canvas, moment);
        }

        foreach (var (moment, x, y) in objects)
        {
            PaintLabel(canvas, moment.Before, x, y);
        }

        canvas.CopyTo(pixels);
    }

    /// <summary>How much of each pixel the objects cover, 0–255.</summary>
    public void PaintCoverage(byte[] coverage, IReadOnlyList<(FilmMoment Moment, double LabelX, double LabelY)> objects)
    {
        coverage.AsSpan().Clear();
        foreach (var (moment, _, _) in objects)
        {
            ForEachPixel(moment, 1, (x, y, distance) =>
            {
                ref var covered = ref coverage[(y * width) + x];
                covered = Math.Max(covered, (byte)Math.Round(Math.Clamp(0.5 - distance, 0, 1) * byte.MaxValue));
            });
        }
    }

    public void Dispose()
    {
        foreach (var label in _labels.Values)
        {
            label.Dispose();
        }
    }

    private void PaintObject(PreviewCanvas canvas, FilmMoment moment)
    {
        var (unit, color) = (canvas.Unit, moment.Before.Color);
        ForEachPixel(moment, (int)Math.Ceiling(DarkStart * unit) + 1, (x, y, distance) =>
        {
            canvas.Paint(color, x, y, TintOpacity * Math.Clamp(0.5 - distance, 0, 1));
            if (distance > (DarkEnd * unit) - 1)
            {
                canvas.Paint(Color.Ink, x, y, Within(distance, DarkEnd * unit, DarkStart * unit));
                canvas.Paint(color, x, y, Within(distance, LineEnd * unit, 0));
            }
        });
    }

    private void PaintLabel(PreviewCanvas canvas, FilmObject shown, double x, double y)
    {
        var size = Math.Max(SmallestLabel, Math.Sqrt((double)width * height) * LabelPart);
        var text = FormattableString.Invariant($"{shown.Label} {shown.Id}");
        if (!_labels.TryGetValue(text, out var ink))
        {
            _labels.Add(text, ink = PreviewText.Render(text, size).CopyMemory());
        }

        var (frame, margin) = (Math.Max(1, (int)Math.Round(canvas.Unit / 2)), (int)Math.Round(size * 0.35));
        var (plateWidth, plateHeight) = (ink.Width + (2 * margin), (int)Math.Round(size) + (2 * margin));
        var left = Math.Clamp((int)Math.Round(x - (plateWidth / 2.0)), 0, Math.Max(0, width - plateWidth));
        var top = Math.Clamp((int)Math.Round(y - plateHeight - (2 * canvas.Unit)), 0, Math.Max(0, height - plateHeight));
        canvas.FillBox(new PixelBox(left, top, plateWidth, plateHeight), Color.Ink);
        canvas.FillBox(new PixelBox(left + frame, top + frame, plateWidth - (2 * frame), plateHeight - (2 * frame)), shown.Color);
        canvas.Stamp(ink, left + margin, top + ((plateHeight - ink.Height) / 2), shown.Color.Readable);
    }

    private void ForEachPixel(FilmMoment moment, int margin, Action<int, int, double> paint)
    {
        var box = moment.Box;
        for (var y = Math.Max(0, box.Y - margin); y < Math.Min(height, box.Y + box.Height + margin); y++)
        {
            for (var x = Math.Max(0, box.X - margin); x < Math.Min(width, box.X + box.Width + margin); x++)
            {
                var distance = moment.At(x + 0.5, y + 0.5);
                if (distance < margin)
                {
                    paint(x, y, distance);
                }
            }
        }
    }

    /// <summary>The fraction of a pixel between two distances.</summary>
    private static double Within(double distance, double from, double to) => Math.Min(0.5 + distance - from, 0.5 + to - distance);
}
