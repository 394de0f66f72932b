using System.Globalization;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Rendering;

/// <summary>The picture with every object tinted, outlined and named, for people. Its long side is at most 2048 pixels.</summary>
public static class PreviewPng
{
    private const int LongestSide = 2048;
    private const int Compression = 3;

    public static byte[] Encode(SegmentationResult result)
    {
        var picture = result.Picture;
        var side = Math.Min(LongestSide, Math.Max(picture.Width, picture.Height));
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, side);
        using var canvas = new PreviewCanvas(picture.Resize(letterbox), letterbox);

        // The weakest is painted first and the labels last, so that the best stay readable.
        var objects = result.Segments.DistinctBy(segment => segment.Mask).Index().Reverse().ToList();
        foreach (var (index, segment) in objects)
        {
            canvas.Tint(segment.Mask, segment.Box, Colour.Of(index));
        }

        foreach (var (index, segment) in objects)
        {
            canvas.Outline(segment.Mask, segment.Box, Colour.Of(index));
        }

        foreach (var (index, segment) in objects)
        {
            canvas.Write(Caption(segment), segment.Box, Colour.Of(index));
        }

        using var image = canvas.AsImage();
        return image.PngsaveBuffer(compression: Compression);
    }

    private static string Caption(FoundSegment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{segment.Label} {Math.Round(segment.Score * 100):0}%");
}
