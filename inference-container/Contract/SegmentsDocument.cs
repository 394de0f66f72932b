using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>The result of one attempt: the blob <c>segments.json</c> in the attempt's folder. Until the attempt's end is reported, what it names may be missing.</summary>
/// <param name="Width">Width of the picture as displayed (EXIF orientation applied), pixels.</param>
/// <param name="Height">Height of the picture as displayed, pixels.</param>
/// <param name="Segments">Best score first, followed by candidates in the order of their prompts; may be empty.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary, including negative ones, as the client wrote them; the others were answered.</param>
/// <param name="Preview">Blob name relative to the attempt's folder; absent unless requested.</param>
/// <param name="Provenance">How it was made.</param>
/// <param name="Rles">Blob name, relative to the attempt's folder, of a list with one <see cref="MaskRle"/> per segment; absent only in documents of older workers.</param>
/// <param name="Polygons">Blob name, relative to the attempt's folder, of a list with one <see cref="SegmentPolygons"/> per segment; absent unless they or a drawing were requested.</param>
/// <param name="Notes">
/// Sentences for human readers, none of them an error: how prompts were understood, what was not found and at which threshold, what was excluded. Null in
/// documents of older workers.
/// </param>
/// <param name="Union">All segments as one; absent unless requested, and if there are no segments.</param>
public sealed record SegmentsDocument(
    int Width,
    int Height,
    IReadOnlyList<Segment> Segments,
    IReadOnlyList<string> UnansweredPrompts,
    string? Preview,
    Provenance Provenance,
    string? Rles = null,
    string? Polygons = null,
    IReadOnlyList<string>? Notes = null,
    SegmentUnion? Union = null)
{
    /// <summary>All blobs in the attempt's folder that must exist in addition to this document.</summary>
    public IEnumerable<string> ListBlobs() => Segments.SelectMany(segment => new[] { segment.Mask, segment.Cutout })
        .Append(Preview).Append(Rles).Append(Polygons).Append(Union?.Mask).Append(Union?.Cutout)
        .OfType<string>();
}

/// <summary>One detected object.</summary>
/// <param name="Prompt">The prompt that it answers: index into the request's prompts.</param>
/// <param name="Label">The model's own label for it, for example a class name; the prompt's kind if the prompt has no words.</param>
/// <param name="Score">Calibrated confidence, 0–1; 0.5 is a good operating point.</param>
/// <param name="RawScore">The model's own confidence before calibration, 0–1.</param>
/// <param name="Box">The mask's bounding box.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">Blob name relative to the attempt's folder: a 1-bit gray PNG at the picture's size, white on black.</param>
/// <param name="Cutout">Blob name relative to the attempt's folder: a file made by the request's <see cref="CutoutOptions"/>; absent unless requested.</param>
/// <param name="Quality">Expected overlap (intersection over union) with a mask drawn by a person, 0–1; absent for masks of networks for which that has not been measured, and in documents of older workers.</param>
/// <param name="Candidate">Which of the candidate masks for a click it is; absent if it is not a candidate.</param>
public sealed record Segment(
    int Prompt,
    string Label,
    double Score,
    double RawScore,
    PixelBox Box,
    int Area,
    string Mask,
    string? Cutout = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Quality = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CandidateKind? Candidate = null);

/// <summary>The possible meanings of a click, by size.</summary>
public enum CandidateKind
{
    /// <summary>The smallest thing at the click, such as a wheel.</summary>
    Part,

    /// <summary>Something in between, such as a car.</summary>
    Thing,

    /// <summary>The largest thing, such as a car with its trailer.</summary>
    Whole,
}

/// <summary>Everything that any segment covers.</summary>
/// <param name="Mask">Blob name relative to the attempt's folder: a 1-bit gray PNG at the picture's size, white on black.</param>
/// <param name="Cutout">Blob name relative to the attempt's folder: a file made by the request's <see cref="CutoutOptions"/>.</param>
public sealed record SegmentUnion(string Mask, string Cutout);

/// <summary>Pixels of the picture as displayed, origin top left.</summary>
public sealed record PixelBox(int X, int Y, int Width, int Height);
