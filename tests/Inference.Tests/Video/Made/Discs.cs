using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>A frame with a patterned disc before patterned ground, of the size of a thumbnail.</summary>
/// <param name="X">The disc's middle, pixels.</param>
/// <param name="Y">The same, downwards.</param>
/// <param name="Radius">Of the disc, pixels; its pattern is as large.</param>
/// <param name="Pan">Pixels that the ground is farther to the left.</param>
internal sealed record Discs(double X, double Y, double Radius, int Pan = 0)
{
    public const int Width = 320;
    public const int Height = 180;

    // What covers half of a disc, gray.
    private const byte Cover = 30;

    /// <summary>Whether the right half of the disc is covered.</summary>
    public bool IsHalfCovered { get; init; }

    public Thumbnail Draw()
    {
        var pixels = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (across, down) = ((x - X) / Radius, (y - Y) / Radius);
                var isDisc = double.Hypot(across, down) <= 1;
                for (var band = 0; band < 3; band++)
                {
                    pixels[(((y * Width) + x) * 3) + band] = isDisc ? (IsHalfCovered && across > 0 ? Cover : Disc(across, down, band)) : Floor(x + Pan, y, band);
                }
            }
        }

        using var image = Image.NewFromMemory(pixels, Width, Height, 3, Enums.BandFormat.Uchar);
        using var picture = new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(image));
        return new Thumbnail(picture);
    }

    /// <summary>A mask of the disc's size, with its middle somewhere; the disc itself by default.</summary>
    /// <param name="thumbnail">The frame.</param>
    /// <param name="x">Its middle, pixels.</param>
    /// <param name="half">The left half alone.</param>
    public Sighting MaskAt(Thumbnail thumbnail, double? x = null, bool half = false)
    {
        var mask = new BinaryMask(Width, Height);
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                mask[column, row] = double.Hypot(column - (x ?? X), row - Y) <= Radius && !(half && column > (x ?? X));
            }
        }

        return new Sighting(mask, Appearance.Of(thumbnail, mask));
    }

    private static byte Disc(double x, double y, int band) => (byte)(150 + (80 * Math.Sin((x * 4) + band) * Math.Cos(y * 5)));

    private static byte Floor(int x, int y, int band) => (byte)(90 + (50 * Math.Sin((x * 0.11) + (x * x * 0.0007)) * Math.Cos((y * 0.13) + band)));
}
