using System.Globalization;
using System.Text;
using System.Xml.Linq;
using SegFunctions.Contract;

namespace SegFunctions.Annotations;

/// <summary>One drawing per picture, of the same size, with one path per segment: laid over the picture, each path covers its object.</summary>
internal static class SvgFormat
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Okabe and Ito's palette, which color-blind people can tell apart.</summary>
    private static readonly string[] Colors = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"];

    /// <param name="pictures">With outlines.</param>
    public static IEnumerable<AnnotationFile> Write(IReadOnlyList<AnnotatedPicture> pictures) => pictures.Select(picture => new AnnotationFile(
        $"svg/{picture.Name}.svg", BinaryData.FromBytes(Encoding.UTF8.GetBytes(Write(picture).ToString())), "image/svg+xml"));

    private static XElement Write(AnnotatedPicture picture) => new(
        Svg + "svg",
        new XAttribute("viewBox", $"0 0 {picture.Width} {picture.Height}"),
        new XAttribute("width", picture.Width),
        new XAttribute("height", picture.Height),
        picture.Segments.Select(segment => new XElement(
            Svg + "path",
            new XAttribute("id", $"segment-{segment.Id}"),
            new XAttribute("fill", Colors[(segment.Category.Id - 1) % Colors.Length]),
            new XAttribute("fill-opacity", "0.5"),
            new XAttribute("d", string.Join(' ', segment.Outlines!.Outlines.Select(outline => ToPath(outline, picture)))),
            new XElement(Svg + "title", segment.Category.Name))));

    private static string ToPath(Polygon outline, AnnotatedPicture picture) => $"M{string.Join('L', outline.Vertices.Select(vertex => string.Create(
        CultureInfo.InvariantCulture, $"{vertex.X * picture.Width:0.##} {vertex.Y * picture.Height:0.##}")))}Z";
}
