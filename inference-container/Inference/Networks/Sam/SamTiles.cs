using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>How several pictures share one input of the encoder.</summary>
/// <param name="Side">Of the input, pixels.</param>
/// <param name="Width">Of a tile, pixels.</param>
/// <param name="Height">Of a tile, pixels.</param>
internal readonly record struct SamTiles(int Side, int Width, int Height)
{
    /// <summary>Tiles of a run that give each picture half of the input's width or height.</summary>
    public const int Pair = 2;

    /// <summary>Tiles of a run that give each picture half of both.</summary>
    public const int Quad = 4;

    /// <param name="count"><see cref="Pair"/> or <see cref="Quad"/>.</param>
    /// <param name="region">What the first tile shows: halves are as long as it is.</param>
    /// <param name="side">Of the input, pixels.</param>
    public static SamTiles Lay(int count, PixelBox region, int side) => count == Quad ? new SamTiles(side, side / 2, side / 2)
        : count != Pair ? throw new ArgumentOutOfRangeException(nameof(count), count, "Tiles come in twos and fours.")
        : region.Width >= region.Height ? new SamTiles(side, side, side / 2) : new SamTiles(side, side / 2, side);

    /// <summary>The content of a tile, in the corner of the input.</summary>
    public Letterbox Fit(PixelBox region) => Letterbox.FitPart(region.Width, region.Height, Side, Width, Height);

    public int Left(int tile) => tile % (Side / Width) * Width;

    public int Top(int tile) => tile / (Side / Width) * Height;
}
