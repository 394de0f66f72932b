using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>How several pictures share one input of the encoder: equal tiles in rows and columns.</summary>
/// <param name="Side">Side of the square input, pixels.</param>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Width">Width of a tile, pixels.</param>
/// <param name="Height">Height of a tile, pixels.</param>
internal readonly record struct SamTiles(int Side, int Columns, int Width, int Height)
{
    /// <summary>Tiles per run that give each picture half of the input's width or height.</summary>
    public const int Pair = 2;

    /// <summary>Tiles per run that give each picture half of both.</summary>
    public const int Quad = 4;

    /// <param name="count"><see cref="Pair"/> or <see cref="Quad"/>.</param>
    /// <param name="region">The region that each tile shows: halves run along its longer side, and no tile is taller than its content.</param>
    /// <param name="side">Side of the input, pixels.</param>
    public static SamTiles Lay(int count, PixelBox region, int side)
    {
        var (columns, width, height) = count == Quad ? (2, side / 2, side / 2)
            : count != Pair ? throw new ArgumentOutOfRangeException(nameof(count), count, "Tiles come in twos and fours.")
            : region.Width >= region.Height ? (1, side, side / 2) : (2, side / 2, side);
        var content = Letterbox.FitPart(region.Width, region.Height, side, width, height).Height;
        return new SamTiles(side, columns, width, Math.Min(height, (content + SamEmbedding.Stride - 1) / SamEmbedding.Stride * SamEmbedding.Stride));
    }

    /// <summary>Maps a region to a tile, as if the tile were in the corner of the input.</summary>
    public Letterbox Fit(PixelBox region) => Letterbox.FitPart(region.Width, region.Height, Side, Width, Height);

    /// <summary>Height of the rows that this many tiles occupy, pixels.</summary>
    public int Rows(int count) => (count + Columns - 1) / Columns * Height;

    public int Left(int tile) => tile % Columns * Width;

    public int Top(int tile) => tile / Columns * Height;
}
