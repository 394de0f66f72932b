using System.Globalization;
using SegFunctions.Inference.Pictures;

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
        using var canvas = new PreviewCanvas(picture.ForLongSide(side).Resize(letterbox), letterbox);

        // The weakest is painted first, so that the best stay whole; captions of the best choose their places first.
        var objects = result.Segments.DistinctBy(segment => segment.Mask).Index().Select(entry => (
            Segment: entry.Item, Mask: canvas.Shrink(entry.Item.Mask), Colour: Colour.Of(entry.Index))).ToList();
        foreach (var (_, mask, colour) in Enumerable.Reverse(objects))
        {
            canvas.Tint(mask, colour);
        }

        foreach (var (_, mask, colour) in Enumerable.Reverse(objects))
        {
            canvas.Outline(mask, colour);
        }

        var labels = new PreviewLabels(canvas);
        foreach (var (segment, _, colour) in objects)
        {
            labels.Write(Caption(segment), segment.Box, colour);
        }

        using var image = canvas.AsImage();
        return image.PngsaveBuffer(compression: Compression);
    }

    private static string Caption(FoundSegment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{segment.Label} {Math.Round(segment.Score * 100):0}%");
}
