using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>How several pictures share one input of the encoder: equal tiles in rows and columns, each at the scale of a picture that is encoded alone.</summary>
/// <param name="Side">Side of the square input, pixels.</param>
/// <param name="Columns">Tiles side by side.</param>
/// <param name="Rows">Tiles one above the other.</param>
/// <param name="Width">Width of a tile, pixels.</param>
/// <param name="Height">Height of a tile, pixels.</param>
internal readonly record struct SamTiles(int Side, int Columns, int Rows, int Width, int Height)
{
    /// <summary>Tiles per run.</summary>
    public int Count => Columns * Rows;

    /// <summary>Maps a region to a tile, as if the tile were in the corner of the input.</summary>
    public Letterbox Fit(PixelBox region) => Letterbox.FitPart(region.Width, region.Height, Side, Width, Height);

    /// <summary>Height of the rows that this many tiles occupy, pixels.</summary>
    public int HeightOf(int count) => (count + Columns - 1) / Columns * Height;

    public int Left(int tile) => tile % Columns * Width;

    public int Top(int tile) => tile / Columns * Height;
}
