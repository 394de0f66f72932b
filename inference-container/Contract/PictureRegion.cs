namespace SegFunctions.Contract;

/// <summary>A part of a picture, between two corners.</summary>
public sealed record PictureRegion(PictureLength Left, PictureLength Top, PictureLength Right, PictureLength Bottom)
{
    /// <returns>The part of it that is in a picture of that size; null if none is.</returns>
    public PixelBox? In(int width, int height)
    {
        var (left, right) = (Math.Min(Left.Of(width), width), Math.Min(Right.Of(width), width));
        var (top, bottom) = (Math.Min(Top.Of(height), height), Math.Min(Bottom.Of(height), height));
        return left < right && top < bottom ? new PixelBox(left, top, right - left, bottom - top) : null;
    }
}

/// <param name="Value">0 or more.</param>
/// <param name="IsPercent">Whether it is a percentage of a height or width; otherwise pixels.</param>
public sealed record PictureLength(double Value, bool IsPercent)
{
    /// <returns>Whole pixels.</returns>
    /// <param name="side">The height or width.</param>
    public int Of(int side) => (int)Math.Round(IsPercent ? side * Value / 100 : Value);
}
