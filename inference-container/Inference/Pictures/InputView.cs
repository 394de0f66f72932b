using SegFunctions.Contract;

namespace SegFunctions.Inference.Pictures;

/// <summary>
/// The only mapping between a picture's pixels and a network's: a part of the picture, possibly mirrored, in the top-left corner of a square input.
/// Coordinates are continuous, with pixel centers at halves.
/// </summary>
/// <param name="Region">Pixels of the picture.</param>
/// <param name="Width">Width of the content inside the square, pixels.</param>
/// <param name="Height">Height of the content inside the square, pixels.</param>
/// <param name="Mirrored">Whether the content's left is the region's right.</param>
internal readonly record struct InputView(PixelBox Region, int Width, int Height, bool Mirrored = false)
{
    /// <summary>Scales the region's longer side to the square's; the rest is padding.</summary>
    public static InputView Fit(PixelBox region, int side, bool mirrored = false)
    {
        var fitted = Letterbox.Fit(region.Width, region.Height, side);
        return new(region, fitted.Width, fitted.Height, mirrored);
    }

    /// <summary>Scales the region to fill the square, without keeping its proportions.</summary>
    public static InputView Stretch(PixelBox region, int side, bool mirrored = false) => new(region, side, side, mirrored);

    /// <summary>Maps a box of the input to the picture, clipped to the region.</summary>
    public BoxF ToPicture(BoxF box)
    {
        var (left, right) = Mirrored ? (Width - box.Right, Width - box.Left) : (box.Left, box.Right);
        return new(
            Region.X + Scale(left, Region.Width, Width),
            Region.Y + Scale(box.Top, Region.Height, Height),
            Region.X + Scale(right, Region.Width, Width),
            Region.Y + Scale(box.Bottom, Region.Height, Height));
    }

    /// <summary>Maps a position of the picture, which may be outside the region, to the input.</summary>
    public (float X, float Y) ToInput(float x, float y)
    {
        var across = (float)((x - Region.X) * (double)Width / Region.Width);
        return (Mirrored ? Width - across : across, (float)((y - Region.Y) * (double)Height / Region.Height));
    }

    /// <summary>Whether a position of the picture is in the region; its edges belong to it.</summary>
    public bool Holds(float x, float y) => x >= Region.X && y >= Region.Y && x <= Region.X + Region.Width && y <= Region.Y + Region.Height;

    private static float Scale(float position, int regionLength, int contentLength) =>
        Math.Clamp(position * regionLength / contentLength, 0, regionLength);
}
