using SegFunctions.Contract;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Rendering;

/// <summary>
/// The distance of each place near an object to its edge, negative inside. Blending the fields of two masks gives the outlines between them, so that an outline
/// glides from one to the next instead of jumping.
/// </summary>
internal sealed class MaskField
{
    // Cells along the object's longer side; the preview's smooth edges would hide any finer detail.
    private const int MostCells = 240;

    // Cells around the object that also have distances.
    private const int Margin = 6;

    private const float Far = 1e9f;

    private readonly float[] _distances;
    private readonly int _columns;
    private readonly int _rows;
    private readonly double _left;
    private readonly double _top;

    /// <param name="mask">Not empty.</param>
    public MaskField(BinaryMask mask)
    {
        Box = mask.FindBox()!;
        Cell = Math.Max(1, Math.Max(Box.Width, Box.Height) / (double)MostCells);
        (_columns, _rows) = ((int)Math.Ceiling(Box.Width / Cell) + (2 * Margin), (int)Math.Ceiling(Box.Height / Cell) + (2 * Margin));
        (_left, _top) = (Box.X - (Margin * Cell), Box.Y - (Margin * Cell));
        var inside = Sample(mask);
        var (outer, inner) = (Distances(inside, to: true), Distances(inside, to: false));
        _distances = [.. outer.Zip(inner, (away, deep) => (float)((away > 0 ? away - 0.5 : 0.5 - deep) * Cell))];
    }

    /// <summary>The mask's box, in pixels of the clip.</summary>
    public PixelBox Box { get; }

    /// <summary>Pixels of the clip per cell.</summary>
    public double Cell { get; }

    public double MiddleX => Box.X + (Box.Width / 2.0);

    public double MiddleY => Box.Y + (Box.Height / 2.0);

    /// <summary>Distance to the edge in pixels of the clip, negative inside; far outside only some large value.</summary>
    public float At(double x, double y)
    {
        var (column, row) = (((x - _left) / Cell) - 0.5, ((y - _top) / Cell) - 0.5);
        if (column < 0 || row < 0 || column >= _columns - 1 || row >= _rows - 1)
        {
            return (float)(Margin * Cell);
        }

        var (i, j) = ((int)column, (int)row);
        var (a, b) = ((float)(column - i), (float)(row - j));
        var above = (_distances[(j * _columns) + i] * (1 - a)) + (_distances[(j * _columns) + i + 1] * a);
        var below = (_distances[((j + 1) * _columns) + i] * (1 - a)) + (_distances[((j + 1) * _columns) + i + 1] * a);
        return (above * (1 - b)) + (below * b);
    }

    private bool[] Sample(BinaryMask mask)
    {
        var inside = new bool[_columns * _rows];
        for (var row = 0; row < _rows; row++)
        {
            var y = (int)Math.Floor(_top + ((row + 0.5) * Cell));
            for (var column = 0; column < _columns && y >= 0 && y < mask.Height; column++)
            {
                var x = (int)Math.Floor(_left + ((column + 0.5) * Cell));
                inside[(row * _columns) + column] = x >= 0 && x < mask.Width && mask[x, y];
            }
        }

        return inside;
    }

    /// <summary>Distance in cells from each cell to the nearest one inside (or outside): squared along rows, then the lower envelope along columns.</summary>
    private float[] Distances(bool[] inside, bool to)
    {
        var squares = new float[inside.Length];
        for (var row = 0; row < _rows; row++)
        {
            var near = Far;
            for (var column = 0; column < _columns; column++)
            {
                near = inside[(row * _columns) + column] == to ? 0 : near + 1;
                squares[(row * _columns) + column] = near;
            }

            near = Far;
            for (var column = _columns - 1; column >= 0; column--)
            {
                near = inside[(row * _columns) + column] == to ? 0 : near + 1;
                var least = Math.Min(near, squares[(row * _columns) + column]);
                squares[(row * _columns) + column] = least >= Far ? Far : least * least;
            }
        }

        var distances = new float[inside.Length];
        var (places, starts) = (new int[_rows], new float[_rows + 1]);
        for (var column = 0; column < _columns; column++)
        {
            Envelope(squares, column, places, starts, distances);
        }

        return distances;
    }

    /// <summary>P. Felzenszwalb and D. Huttenlocher, Distance Transforms of Sampled Functions, 2012.</summary>
    private void Envelope(float[] squares, int column, int[] places, float[] starts, float[] distances)
    {
        var last = 0;
        (places[0], starts[0], starts[1]) = (0, float.NegativeInfinity, float.PositiveInfinity);
        for (var row = 1; row < _rows; row++)
        {
            float start;
            while ((start = Crossing(row, places[last])) <= starts[last])
            {
                last--;
            }

            places[++last] = row;
            (starts[last], starts[last + 1]) = (start, float.PositiveInfinity);
        }

        for (int row = 0, part = 0; row < _rows; row++)
        {
            while (starts[part + 1] < row)
            {
                part++;
            }

            var away = row - places[part];
            distances[(row * _columns) + column] = MathF.Sqrt((away * away) + Height(places[part]));
        }

        float Height(int row) => squares[(row * _columns) + column];

        float Crossing(int row, int other) => (Height(row) + ((float)row * row) - Height(other) - ((float)other * other)) / (2 * (row - other));
    }
}
