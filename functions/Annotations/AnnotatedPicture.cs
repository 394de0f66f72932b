using SegFunctions.Contract;
using SegFunctions.Contract.Words;
using SegFunctions.Results;

namespace SegFunctions.Annotations;

/// <summary>A picture with what was found in it, numbered as annotation formats require. A job's numbers are the same every time its files are made.</summary>
/// <param name="Id">From 1, the picture's place in its job.</param>
/// <param name="Name">What the client calls it.</param>
/// <param name="Width">Pixels as displayed.</param>
/// <param name="Height">Pixels as displayed.</param>
/// <param name="Segments">Best score first.</param>
internal sealed record AnnotatedPicture(int Id, string Name, int Width, int Height, IReadOnlyList<AnnotatedSegment> Segments)
{
    private const int FirstOther = 1001;

    /// <summary>The pictures of a job that succeeded, without candidates, which are alternative masks of the same objects.</summary>
    /// <param name="manifest">The manifest of a job of pictures.</param>
    /// <param name="shapes">The shapes of each item's segments; those of failed items are ignored.</param>
    public static IReadOnlyList<AnnotatedPicture> Of(JobManifest manifest, IReadOnlyList<SegmentShapes> shapes)
    {
        var categories = NumberCategories(manifest.Items.SelectMany(item => item.Segments).Select(segment => segment.Label));
        var next = 1;
        return
        [
            .. manifest.Items.Index().Where(item => item.Item.Width is not null).Select(item => new AnnotatedPicture(
                item.Index + 1,
                item.Item.Name,
                item.Item.Width!.Value,
                item.Item.Height!.Value,
                [
                    .. item.Item.Segments.Index().Where(segment => segment.Item.Candidate is null).Select(segment => new AnnotatedSegment(
                        next++,
                        categories[segment.Item.Label],
                        segment.Item.Score,
                        segment.Item.Box,
                        segment.Item.Area,
                        shapes[item.Index].Masks[segment.Index],
                        shapes[item.Index].Outlines?[segment.Index])),
                ])),
        ];
    }

    /// <summary>The known classes have the same number in every job, from 1; other labels follow from 1001 on, in ordinal order.</summary>
    private static Dictionary<string, Category> NumberCategories(IEnumerable<string> labels)
    {
        var known = KnownWords.BuiltIn.Classes.Select(words => words.Name).ToList();
        var others = labels.Distinct(StringComparer.Ordinal).Except(known).Order(StringComparer.Ordinal).Select((label, i) => new Category(FirstOther + i, label));
        return known.Select((name, i) => new Category(i + 1, name)).Concat(others).ToDictionary(category => category.Name, StringComparer.Ordinal);
    }
}

/// <param name="Id">From 1, counted over the whole job.</param>
/// <param name="Score">0–1.</param>
/// <param name="Box">Pixels.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Outlines">Null unless a format that draws outlines was requested.</param>
internal sealed record AnnotatedSegment(int Id, Category Category, double Score, PixelBox Box, int Area, MaskRle Mask, SegmentPolygons? Outlines);

/// <param name="Id">From 1.</param>
/// <param name="Name">The label that the model uses.</param>
internal sealed record Category(int Id, string Name);

/// <summary>The shapes of one picture's segments, in their order.</summary>
/// <param name="Outlines">Null if they were not requested.</param>
internal sealed record SegmentShapes(IReadOnlyList<MaskRle> Masks, IReadOnlyList<SegmentPolygons>? Outlines);

/// <summary>A file that describes what a job found.</summary>
/// <param name="Name">Path inside the job's archive, with <c>/</c>.</param>
public sealed record AnnotationFile(string Name, BinaryData Content, string ContentType);
