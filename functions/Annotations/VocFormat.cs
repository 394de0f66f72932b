using System.Text;
using System.Xml.Linq;

namespace SegFunctions.Annotations;

/// <summary>Pascal VOC's object detection format: one XML document per picture. Pixels are counted from 1, and a box's maxima are inclusive.</summary>
internal static class VocFormat
{
    public static IEnumerable<AnnotationFile> Write(IReadOnlyList<AnnotatedPicture> pictures) => pictures.Select(picture => new AnnotationFile(
        $"voc/{picture.Name}.xml", BinaryData.FromBytes(Encoding.UTF8.GetBytes(Write(picture).ToString())), "application/xml"));

    private static XElement Write(AnnotatedPicture picture) => new(
        "annotation",
        new XElement("folder", ""),
        new XElement("filename", picture.Name),
        new XElement("size", new XElement("width", picture.Width), new XElement("height", picture.Height), new XElement("depth", 3)),
        new XElement("segmented", 0),
        picture.Segments.Select(segment => new XElement(
            "object",
            new XElement("name", segment.Category.Name),
            new XElement("pose", "Unspecified"),
            new XElement("truncated", 0),
            new XElement("difficult", 0),
            new XElement(
                "bndbox",
                new XElement("xmin", segment.Box.X + 1),
                new XElement("ymin", segment.Box.Y + 1),
                new XElement("xmax", segment.Box.X + segment.Box.Width),
                new XElement("ymax", segment.Box.Y + segment.Box.Height)))));
}
