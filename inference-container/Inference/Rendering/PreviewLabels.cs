using SegFunctions.Contract;

namespace SegFunctions.Inference.Rendering;

/// <summary>Writes captions on a canvas, ink on plates of the object's colour with a dark frame, where there is room between the other plates.</summary>
/// <param name="canvas">Written on.</param>
internal sealed class PreviewLabels(PreviewCanvas canvas)
{
    private readonly List<Plate> _plates = [];

    /// <param name="text">Drawn in capitals.</param>
    /// <param name="box">The object's box in the picture: the caption is placed above it, else in it, else below it.</param>
    /// <param name="colour">The plate's colour.</param>
    public void Write(string text, PixelBox box, Colour colour)
    {
        var (unit, margin) = (canvas.Unit, 3 * canvas.Unit);
        var (width, height) = ((BitmapFont.WidthOf(text) * unit) + (2 * margin), (BitmapFont.GlyphHeight * unit) + (2 * margin));
        var plate = FindRoom(canvas.Place(box.X, box.Y), canvas.Place(box.X + box.Width, box.Y + box.Height), width, height);
        _plates.Add(plate);
        canvas.FillBox(plate.Left, plate.Top, plate.Width, plate.Height, Colour.Ink);
        canvas.FillBox(plate.Left + unit, plate.Top + unit, plate.Width - (2 * unit), plate.Height - (2 * unit), colour);
        for (var y = 0; y < BitmapFont.GlyphHeight; y++)
        {
            for (var x = 0; x < BitmapFont.WidthOf(text); x++)
            {
                if (BitmapFont.HasInk(text, x, y))
                {
                    canvas.FillBox(plate.Left + margin + (x * unit), plate.Top + margin + (y * unit), unit, unit, Colour.Ink);
                }
            }
        }
    }

    private Plate FindRoom((int X, int Y) topLeft, (int X, int Y) bottomRight, int width, int height)
    {
        int[] lefts = [topLeft.X, bottomRight.X - width];
        int[] tops =
        [
            topLeft.Y - height, topLeft.Y + canvas.Unit, bottomRight.Y, bottomRight.Y - height, topLeft.Y - (2 * height), bottomRight.Y + height,
        ];
        return tops.SelectMany(top => lefts.Select(left => Inside(left, top, width, height))).MinBy(place => _plates.Sum(place.CommonArea))!;
    }

    private Plate Inside(int left, int top, int width, int height) => new(
        Math.Clamp(left, 0, Math.Max(0, canvas.Width - width)), Math.Clamp(top, 0, Math.Max(0, canvas.Height - height)), width, height);

    private sealed record Plate(int Left, int Top, int Width, int Height)
    {
        public int CommonArea(Plate other) =>
            Math.Max(0, Math.Min(Left + Width, other.Left + other.Width) - Math.Max(Left, other.Left))
            * Math.Max(0, Math.Min(Top + Height, other.Top + other.Height) - Math.Max(Top, other.Top));
    }
}
