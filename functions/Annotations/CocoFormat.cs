using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Annotations;

/// <summary>COCO's object detection format (cocodataset.org, "Data format"): all pictures of a job in one file, masks as compressed run lengths.</summary>
internal static class CocoFormat
{
    public const string Name = "coco.json";

    /// <param name="description">A title for human readers.</param>
    /// <param name="created">When the job's last picture ended.</param>
    /// <param name="pictures">At least one.</param>
    public static AnnotationFile Write(string description, DateTimeOffset created, IReadOnlyList<AnnotatedPicture> pictures)
    {
        var document = new CocoDocument(
            new CocoHeader(created.Year, "1.0", description, "", "", created.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
            [],
            [.. pictures.Select(picture => new CocoImage(picture.Id, picture.Width, picture.Height, picture.Name))],
            [.. pictures.SelectMany(picture => picture.Segments.Select(segment => ToAnnotation(segment, picture)))],
            [
                .. pictures.SelectMany(picture => picture.Segments).Select(segment => segment.Category).Distinct().OrderBy(category => category.Id)
                    .Select(category => new CocoCategory(category.Id, category.Name, "")),
            ]);
        return new AnnotationFile(Name, BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(document)), "application/json");
    }

    private static CocoAnnotation ToAnnotation(AnnotatedSegment segment, AnnotatedPicture picture) => new(
        segment.Id,
        picture.Id,
        segment.Category.Id,
        new CocoMask(segment.Mask.Size, segment.Mask.Counts),
        segment.Area,
        [segment.Box.X, segment.Box.Y, segment.Box.Width, segment.Box.Height],
        0,
        segment.Score);

    /// <param name="Licenses">Empty: the service knows no licenses of its users' pictures.</param>
    private sealed record CocoDocument(
        [property: JsonPropertyName("info")] CocoHeader Info,
        [property: JsonPropertyName("licenses")] IReadOnlyList<string> Licenses,
        [property: JsonPropertyName("images")] IReadOnlyList<CocoImage> Images,
        [property: JsonPropertyName("annotations")] IReadOnlyList<CocoAnnotation> Annotations,
        [property: JsonPropertyName("categories")] IReadOnlyList<CocoCategory> Categories);

    private sealed record CocoHeader(
        [property: JsonPropertyName("year")] int Year,
        [property: JsonPropertyName("version")] string Version,
        [property: JsonPropertyName("description")] string Description,
        [property: JsonPropertyName("contributor")] string Contributor,
        [property: JsonPropertyName("url")] string Url,
        [property: JsonPropertyName("date_created")] string DateCreated);

    /// <param name="FileName">What the client calls the picture.</param>
    private sealed record CocoImage(
        [property: JsonPropertyName("id")] int Id,
        [property: JsonPropertyName("width")] int Width,
        [property: JsonPropertyName("height")] int Height,
        [property: JsonPropertyName("file_name")] string FileName);

    /// <param name="IsCrowd">Always 0: each annotation is one object.</param>
    /// <param name="Score">As in COCO's results format; readers of the annotation format ignore it.</param>
    private sealed record CocoAnnotation(
        [property: JsonPropertyName("id")] int Id,
        [property: JsonPropertyName("image_id")] int ImageId,
        [property: JsonPropertyName("category_id")] int CategoryId,
        [property: JsonPropertyName("segmentation")] CocoMask Segmentation,
        [property: JsonPropertyName("area")] int Area,
        [property: JsonPropertyName("bbox")] IReadOnlyList<int> Box,
        [property: JsonPropertyName("iscrowd")] int IsCrowd,
        [property: JsonPropertyName("score")] double Score);

    /// <param name="Size">Height and width.</param>
    private sealed record CocoMask(
        [property: JsonPropertyName("size")] IReadOnlyList<int> Size,
        [property: JsonPropertyName("counts")] string Counts);

    private sealed record CocoCategory(
        [property: JsonPropertyName("id")] int Id,
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("supercategory")] string Supercategory);
}
