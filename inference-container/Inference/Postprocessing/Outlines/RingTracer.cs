using System.Numerics;

namespace SegFunctions.Inference.Postprocessing.Outlines;

/// <summary>
/// Follows every edge between set and unset pixels. Components are connected across corners, as in <see cref="MaskComponents"/>. Every ring has at least one
/// side above set pixels, so walks begin at those sides and mark them as done.
/// </summary>
internal sealed class RingTracer
{
    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    // Offsets from a corner to the pixels ahead on the left and on the right, by direction.
    private static readonly (int X, int Y)[] AheadLeft = [(0, -1), (0, 0), (-1, 0), (-1, -1)];
    private static readonly (int X, int Y)[] AheadRight = [(0, 0), (-1, 0), (-1, -1), (0, -1)];

    private readonly BinaryMask _mask;
    private readonly BinaryMask _open;
    private readonly List<(int X, int Y)> _corners = [];

    private RingTracer(BinaryMask mask)
    {
        _mask = mask;
        _open = mask.Copy();
        for (var y = 1; y < mask.Height; y++)
        {
            for (var i = 0; i < mask.Row(y).Length; i++)
            {
                _open.Row(y)[i] &= ~mask.Row(y - 1)[i];
            }
        }
    }

    /// <param name="mask">The mask to trace.</param>
    /// <param name="pieces">The components of its set pixels, which give the rings their numbers.</param>
    public static List<PixelRing> Trace(BinaryMask mask, MaskComponents pieces)
    {
        var (tracer, rings) = (new RingTracer(mask), new List<PixelRing>());
        for (var y = 0; y < mask.Height; y++)
        {
            var row = tracer._open.Row(y);
            for (var i = 0; i < row.Length; i++)
            {
                while (row[i] != 0)
                {
                    var x = (i * 64) + BitOperations.TrailingZeroCount(row[i]);
                    rings.Add(new PixelRing(pieces.ComponentAt(x, y), tracer.Walk(x, y)));
                }
            }
        }

        return rings;
    }

    private (int X, int Y)[] Walk(int startX, int startY)
    {
        _corners.Clear();
        var (x, y, direction) = (startX, startY, 0);
        _corners.Add((x, y));
        while (true)
        {
            if (direction == 0)
            {
                _open[x, y] = false;
            }

            x += Steps[direction].X;
            y += Steps[direction].Y;
            var next = Turn(x, y, direction);
            if (x == startX && y == startY && next == 0)
            {
                return [.. _corners];
            }

            if (next != direction)
            {
                _corners.Add((x, y));
            }

            direction = next;
        }
    }

    private int Turn(int x, int y, int direction)
    {
        var (left, right) = (AheadLeft[direction], AheadRight[direction]);
        if (IsSet(x + left.X, y + left.Y))
        {
            return (direction + 3) % 4;
        }

        return IsSet(x + right.X, y + right.Y) ? direction : (direction + 1) % 4;
    }

    private bool IsSet(int x, int y) => (uint)x < (uint)_mask.Width && (uint)y < (uint)_mask.Height && _mask[x, y];
}
