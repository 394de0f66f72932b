using SegFunctions.Contract;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Video.Tracking;

/// <summary>Which windows of frames share a run of the encoder.</summary>
/// <param name="Tiles">Where they are in its input.</param>
/// <param name="Scale">Pixels of the input per pixel of the clip.</param>
/// <param name="Cost">Rows of input of all runs.</param>
internal readonly record struct TileLayout(SamTiles Tiles, double Scale, int Cost)
{
    // Of a frame's scale when encoded alone: anything smaller would lose more than a run costs.
    private const double LeastScale = 0.8;

    // Of two layouts that take as long the first one is chosen, which shows more of the surroundings.
    private static readonly int[] Columns = [2, 1, 3, 4];

    /// <summary>The layout with the least rows of input for all frames, at the scale of a frame alone; if there is none, two whole frames, if they are hardly smaller so.</summary>
    /// <param name="input">What a run of the encoder takes.</param>
    /// <param name="frame">All of a frame.</param>
    /// <param name="boxes">By window, what it must show, in the frame; at least one.</param>
    /// <returns>Null if each frame is better encoded alone.</returns>
    public static TileLayout? Find(SamRows input, PixelBox frame, IReadOnlyList<BoxF> boxes)
    {
        var scale = ScaleAlone(input, frame);
        var (width, height) = (boxes.Max(box => box.Right - box.Left) * scale, Align(boxes.Max(box => box.Bottom - box.Top) * scale));
        TileLayout? best = null;
        var alone = CostAlone(input, frame);
        var least = boxes.Count * alone;
        foreach (var columns in Columns)
        {
            var tile = input.Side / columns / SamEmbedding.Stride * SamEmbedding.Stride;
            for (var rows = 1; tile >= width && rows * height <= input.Side && (rows - 1) * columns < boxes.Count; rows++)
            {
                // The rest of the rows that a full run takes anyway shows more of the surroundings.
                var room = input.MostBeside(rows * height) / rows / SamEmbedding.Stride * SamEmbedding.Stride;
                var tiles = new SamTiles(input.Side, columns, rows, tile, Math.Min(Align(frame.Height * scale), room));
                if (tiles.Count > 1 && CostOf(input, tiles, boxes.Count, alone) is var cost && cost < least)
                {
                    (best, least) = (new TileLayout(tiles, scale, cost), cost);
                }
            }
        }

        return best ?? FindPair(input, frame, boxes.Count, alone);
    }

    /// <summary>Rows of input of a frame that is encoded alone.</summary>
    public static int CostAlone(SamRows input, PixelBox frame) => input.For((int)Math.Round(Math.Min(frame.Width, frame.Height) * ScaleAlone(input, frame)));

    /// <summary>As large as a tile, around a box, in the frame.</summary>
    public PixelBox WindowAround(BoxF box, PixelBox frame)
    {
        var (width, height) = (Math.Min(frame.Width, (int)Math.Round(Tiles.Width / Scale)), Math.Min(frame.Height, (int)Math.Round(Tiles.Height / Scale)));
        return new PixelBox(
            (int)Math.Clamp(box.Middle.X - (width / 2.0), 0, frame.Width - width),
            (int)Math.Clamp(box.Middle.Y - (height / 2.0), 0, frame.Height - height),
            width,
            height);
    }

    private static double ScaleAlone(SamRows input, PixelBox frame) => (double)input.Side / Math.Max(frame.Width, frame.Height);

    private static TileLayout? FindPair(SamRows input, PixelBox frame, int frames, int alone)
    {
        var side = input.Side;
        var (longer, shorter) = (Math.Max(frame.Width, frame.Height), Math.Min(frame.Width, frame.Height));
        var scale = Math.Min((double)side / longer, side / 2.0 / shorter);
        var tiles = frame.Width >= frame.Height ? new SamTiles(side, 1, 2, side, side / 2) : new SamTiles(side, 2, 1, side / 2, side);
        return scale * longer / side >= LeastScale ? new TileLayout(tiles, scale, CostOf(input, tiles, frames, alone)) : null;
    }

    /// <summary>Rows of input of all runs. What is left after the full ones shares a shorter one, or is a single frame, which takes as many as it does alone.</summary>
    private static int CostOf(SamRows input, SamTiles tiles, int frames, int alone)
    {
        var (full, rest) = Math.DivRem(frames, tiles.Count);
        return (full * input.For(tiles.HeightOf(tiles.Count))) + (rest == 0 ? 0 : rest == 1 ? alone : input.For(tiles.HeightOf(rest)));
    }

    private static int Align(double length) => (int)Math.Ceiling(length / SamEmbedding.Stride) * SamEmbedding.Stride;
}
