using System.Globalization;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Rendering;

/// <summary>
/// The picture for human viewers: every object tinted, outlined and labeled, and the points and boxes of the prompts. Its longer side is at
/// most 2048 pixels; one of fewer than 640 is enlarged, so that there is room for labels.
/// </summary>
public static class PreviewPng
{
    private const int LongestSide = 2048;
    private const int ShortestLongSide = 640;
    private const int Compression = 3;

    public static byte[] Encode(SegmentationResult result)
    {
        var picture = result.Picture;
        var side = Math.Clamp(Math.Max(picture.Width, picture.Height), ShortestLongSide, LongestSide);
        var letterbox = Letterbox.Fit(picture.Width, picture.Height, side);
        using var canvas = new PreviewCanvas(picture.ForLongSide(side).Resize(picture.Frame, letterbox.Width, letterbox.Height), letterbox);

        // The weakest are painted first, so that the best remain whole; the captions of the best choose their places first.
        var objects = result.Answers.DistinctBy(segment => segment.Mask).Index().Select(entry => (
            Segment: entry.Item, Mask: canvas.Fit(entry.Item.Mask), Color: Color.Of(entry.Index))).ToList();
        var shapes = new PreviewShapes(canvas);
        foreach (var (_, mask, color) in Enumerable.Reverse(objects))
        {
            shapes.Tint(mask, color);
        }

        foreach (var (_, mask, color) in Enumerable.Reverse(objects))
        {
            shapes.Outline(mask, color);
        }

        var marks = new PreviewMarks(canvas);
        foreach (var mark in result.Marks)
        {
            marks.Draw(mark);
        }

        var labels = new PreviewLabels(canvas, [.. objects.Select(shown => canvas.Place(shown.Segment.Box))]);
        foreach (var (segment, _, color) in objects)
        {
            labels.Write(Caption(segment), canvas.Place(segment.Box), color);
        }

        using var image = canvas.AsImage();
        return image.PngsaveBuffer(compression: Compression);
    }

    private static string Caption(FoundSegment segment) =>
        string.Create(CultureInfo.InvariantCulture, $"{segment.Label} {Math.Round(segment.Score * 100):0} %");
}
