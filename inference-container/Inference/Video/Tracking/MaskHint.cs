using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>
/// Where an object of another frame would be in this one, as logits for SAM. Areas that come in from outside the frame, and the padding of the encoder's square,
/// repeat the frame's edge: when they were empty, an object that crossed another one was lost. SAM draws nothing in the padding, so comparisons leave it out.
/// </summary>
internal sealed class MaskHint
{
    // Logits for a known mask: about as large as SAM's own well inside and outside.
    private const float Known = 8;

    // The last position between two cells.
    private const double LastPlace = SamMasks.Side - 1.001;

    private readonly InputView _view;
    private readonly double _cell;
    private readonly int _columns;
    private readonly int _rows;

    private MaskHint(InputView view, int side)
    {
        (_view, _cell) = (view, (double)side / SamMasks.Side);
        (_columns, _rows) = (CountCells(view.Width), CountCells(view.Height));
        Logits = new float[SamMasks.Side * SamMasks.Side];
    }

    /// <summary>[256, 256], over the encoder's square.</summary>
    public float[] Logits { get; }

    /// <summary>A hint from logits that SAM made: moved, and scaled if the frame has another scale in the square.</summary>
    /// <param name="logits">[256, 256].</param>
    /// <param name="from">Where the other frame was in the encoder's square.</param>
    /// <param name="to">Where this frame is in it.</param>
    /// <param name="side">Side of that square, pixels.</param>
    /// <param name="x">From the other frame to this one, pixels of the clip.</param>
    /// <param name="y">The same, downwards.</param>
    /// <param name="scale">How much larger the object is in this frame: a place of the other one times this, and shifted, is its place here.</param>
    public static MaskHint OfLogits(float[] logits, InputView from, InputView to, int side, double x, double y, double scale = 1)
    {
        var hint = new MaskHint(to, side);
        var columns = Places(from.Width, column => from.ToInput((float)((hint.XOf(column) - x) / scale), 0).X);
        var rows = Places(from.Height, row => from.ToInput(0, (float)((hint.YOf(row) - y) / scale)).Y);
        hint.Fill((column, row) => Mix(logits, columns[column], rows[row]));
        return hint;

        // Between the centers of the cells that hold part of the picture.
        double[] Places(int length, Func<int, double> place) =>
            [.. Enumerable.Range(0, SamMasks.Side).Select(index => Math.Clamp((place(index) / hint._cell) - 0.5, 0, Math.Clamp((length / hint._cell) - 1, 0, LastPlace)))];
    }

    /// <summary>A hint from a mask that SAM did not make.</summary>
    /// <param name="mask">The other frame's mask, at the clip's size.</param>
    /// <param name="to">Where this frame is in the encoder's square.</param>
    /// <param name="side">Side of that square, pixels.</param>
    /// <param name="x">From the other frame to this one, pixels of the clip.</param>
    /// <param name="y">The same, downwards.</param>
    /// <param name="scale">How much larger the object is in this frame: a place of the other one times this, and shifted, is its place here.</param>
    public static MaskHint OfMask(BinaryMask mask, InputView to, int side, double x, double y, double scale = 1)
    {
        var hint = new MaskHint(to, side);
        hint.Fill((column, row) => mask[Place((hint.XOf(column) - x) / scale, mask.Width), Place((hint.YOf(row) - y) / scale, mask.Height)] ? Known : -Known);
        return hint;

        static int Place(double at, int length) => Math.Clamp((int)Math.Floor(at), 0, length - 1);
    }

    /// <summary>Intersection over union of the areas above 0 in this frame; 1 if there are none.</summary>
    /// <param name="logits">[256, 256].</param>
    public double AgreementWith(ReadOnlySpan<float> logits)
    {
        var (common, either) = (0, 0);
        for (var row = 0; row < _rows; row++)
        {
            for (var i = row * SamMasks.Side; i < (row * SamMasks.Side) + _columns; i++)
            {
                common += Logits[i] > 0 && logits[i] > 0 ? 1 : 0;
                either += Logits[i] > 0 || logits[i] > 0 ? 1 : 0;
            }
        }

        return either == 0 ? 1 : (double)common / either;
    }

    private void Fill(Func<int, int, float> logitAt)
    {
        for (var row = 0; row < SamMasks.Side; row++)
        {
            for (var column = 0; column < SamMasks.Side; column++)
            {
                Logits[(row * SamMasks.Side) + column] = logitAt(column, row);
            }
        }
    }

    /// <summary>How many cells of a row or column hold part of the frame.</summary>
    private int CountCells(int length) => Math.Min(SamMasks.Side, (int)Math.Ceiling(length / _cell));

    /// <summary>The center of a column, in pixels of the clip.</summary>
    private double XOf(int column) => _view.Region.X + ((column + 0.5) * _cell * _view.Region.Width / _view.Width);

    /// <summary>The center of a row, in pixels of the clip.</summary>
    private double YOf(int row) => _view.Region.Y + ((row + 0.5) * _cell * _view.Region.Height / _view.Height);

    private static float Mix(float[] logits, double column, double row)
    {
        var (i, j) = ((int)column, (int)row);
        var (a, b) = ((float)(column - i), (float)(row - j));
        var at = (j * SamMasks.Side) + i;
        return (((logits[at] * (1 - a)) + (logits[at + 1] * a)) * (1 - b))
            + (((logits[at + SamMasks.Side] * (1 - a)) + (logits[at + SamMasks.Side + 1] * a)) * b);
    }
}
