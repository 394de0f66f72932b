using SegFunctions.Contract;

namespace SegFunctions.Inference.Rendering;

/// <summary>
/// Writes captions on plates of the object's color with a dark frame. A plate covers no other plate and no object that is smaller
/// than itself; if there is no such place near the object, the caption is omitted.
/// </summary>
internal sealed class PreviewLabels
{
    // The text's size as a fraction of the canvas's mean side, and the minimum for readability on any screen.
    private const double SizePart = 1 / 45.0;
    private const double SmallestSize = 14;

    private readonly PreviewCanvas _canvas;
    private readonly IReadOnlyList<PixelBox> _objects;
    private readonly List<PixelBox> _plates = [];
    private readonly double _size;

    /// <param name="canvas">The canvas to write on.</param>
    /// <param name="objects">Bounding boxes of all objects shown, on the canvas.</param>
    public PreviewLabels(PreviewCanvas canvas, IReadOnlyList<PixelBox> objects)
    {
        (_canvas, _objects) = (canvas, objects);
        _size = Math.Max(SmallestSize, Math.Sqrt((double)canvas.Width * canvas.Height) * SizePart);
    }

    /// <param name="text">A few words.</param>
    /// <param name="box">The object's box on the canvas; the caption is placed as close to it as possible.</param>
    /// <param name="color">The plate's color.</param>
    public void Write(string text, PixelBox box, Color color)
    {
        using var ink = PreviewText.Render(text, _size);
        var (frame, margin) = (Math.Max(1, (int)Math.Round(_canvas.Unit / 2)), (int)Math.Round(_size * 0.35));
        var (width, height) = (ink.Width + (2 * margin), (int)Math.Round(_size) + (2 * margin));
        if (FindRoom(box, width, height) is not { } plate)
        {
            return;
        }

        _plates.Add(plate);
        _canvas.FillBox(plate, Color.Ink);
        _canvas.FillBox(new PixelBox(plate.X + frame, plate.Y + frame, width - (2 * frame), height - (2 * frame)), color);
        _canvas.Stamp(ink, plate.X + margin, plate.Y + ((height - ink.Height) / 2), color.Readable);
    }

    private PixelBox? FindRoom(PixelBox box, int width, int height) => Places(box, width, height)
        .Where(place => place.X >= 0 && place.Y >= 0 && place.X + width <= _canvas.Width && place.Y + height <= _canvas.Height)
        .FirstOrDefault(place => !_plates.Exists(other => CommonArea(place, other) > 0) && !_objects.Any(other => Hides(place, other)));

    /// <summary>Above, below, beside and inside the box, then in rows further away.</summary>
    private IEnumerable<PixelBox> Places(PixelBox box, int width, int height)
    {
        var (right, bottom) = (box.X + box.Width, box.Y + box.Height);
        int[] lefts = [Inside(box.X, width), Inside(right - width, width), Inside(box.X + ((box.Width - width) / 2), width)];
        int[] tops = [box.Y - height, bottom, box.Y, bottom - height, box.Y + ((box.Height - height) / 2)];
        foreach (var top in tops)
        {
            foreach (var left in lefts)
            {
                yield return new PixelBox(left, top, width, height);
            }

            yield return new PixelBox(right, top, width, height);
            yield return new PixelBox(box.X - width, top, width, height);
        }

        for (var away = 1; away <= 2; away++)
        {
            foreach (var left in lefts)
            {
                yield return new PixelBox(left, box.Y - ((1 + away) * height), width, height);
                yield return new PixelBox(left, bottom + (away * height), width, height);
            }
        }
    }

    private int Inside(int left, int width) => Math.Clamp(left, 0, Math.Max(0, _canvas.Width - width));

    /// <summary>Whether a plate covers an object smaller than itself.</summary>
    private static bool Hides(PixelBox plate, PixelBox shown) =>
        (long)shown.Width * shown.Height < (long)plate.Width * plate.Height && CommonArea(plate, shown) > 0;

    private static long CommonArea(PixelBox first, PixelBox second) =>
        Math.Max(0L, Math.Min(first.X + first.Width, second.X + second.Width) - Math.Max(first.X, second.X))
        * Math.Max(0L, Math.Min(first.Y + first.Height, second.Y + second.Height) - Math.Max(first.Y, second.Y));
}
