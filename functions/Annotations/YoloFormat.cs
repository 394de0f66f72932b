using System.Globalization;
using System.Text;

namespace SegFunctions.Annotations;

/// <summary>YOLO's object detection format: one text file per picture, with one line per box: class, center and size, as fractions of the picture's size.</summary>
internal static class YoloFormat
{
    private const string Text = "text/plain";

    public static IEnumerable<AnnotationFile> Write(IReadOnlyList<AnnotatedPicture> pictures)
    {
        List<Category> classes = [.. pictures.SelectMany(picture => picture.Segments).Select(segment => segment.Category).Distinct().OrderBy(category => category.Id)];
        yield return new AnnotationFile("yolo/classes.txt", ToText(classes.Select(category => category.Name)), Text);
        foreach (var picture in pictures)
        {
            yield return new AnnotationFile(
                $"yolo/labels/{picture.Name}.txt", ToText(picture.Segments.Select(segment => ToLine(segment, classes.IndexOf(segment.Category), picture))), Text);
        }
    }

    private static string ToLine(AnnotatedSegment segment, int number, AnnotatedPicture picture)
    {
        var box = segment.Box;
        var (middleX, middleY) = ((box.X + (box.Width / 2.0)) / picture.Width, (box.Y + (box.Height / 2.0)) / picture.Height);
        return string.Create(
            CultureInfo.InvariantCulture, $"{number} {middleX:0.########} {middleY:0.########} {(double)box.Width / picture.Width:0.########} {(double)box.Height / picture.Height:0.########}");
    }

    private static BinaryData ToText(IEnumerable<string> lines) => BinaryData.FromBytes(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + '\n'))));
}
