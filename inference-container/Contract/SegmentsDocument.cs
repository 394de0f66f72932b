using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>What one attempt found: the blob <c>segments.json</c> in the attempt's folder, written last.</summary>
/// <param name="Width">Width of the picture as displayed (EXIF orientation applied), pixels.</param>
/// <param name="Height">Height of the picture as displayed, pixels.</param>
/// <param name="Segments">Best score first, and candidates after them in the order of their prompts; may be empty.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary, including negative ones, as the client wrote them; the others were answered.</param>
/// <param name="Preview">Blob name below the attempt's folder; absent unless asked for.</param>
/// <param name="Provenance">How it was made.</param>
/// <param name="Rles">Blob name below the attempt's folder of a list with a <see cref="MaskRle"/> for each segment; absent only in documents of older workers.</param>
/// <param name="Polygons">Blob name below the attempt's folder of a list with <see cref="SegmentPolygons"/> for each segment; absent unless they or a drawing were asked for.</param>
/// <param name="Notes">
/// Sentences for people, none of them an error: how prompts were understood, what was not found and at which threshold, what was removed. Null in
/// documents of older workers.
/// </param>
/// <param name="Union">All segments as one; absent unless asked for, and without segments.</param>
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
    /// <summary>Every blob below the attempt's folder that must exist in addition to this document.</summary>
    public IEnumerable<string> ListBlobs() => Segments.SelectMany(segment => new[] { segment.Mask, segment.Cutout })
        .Append(Preview).Append(Rles).Append(Polygons).Append(Union?.Mask).Append(Union?.Cutout)
        .OfType<string>();
}

/// <summary>One found object.</summary>
/// <param name="Prompt">Which prompt it answers: index into the request's prompts.</param>
/// <param name="Label">The model's own word for it, for example a class name; the prompt's kind where the prompt has no words.</param>
/// <param name="Score">Calibrated confidence, 0–1; 0.5 is the good operating point.</param>
/// <param name="RawScore">The model's own confidence before calibration, 0–1.</param>
/// <param name="Box">The mask's bounding box.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">Blob name below the attempt's folder: a 1-channel PNG at the picture's size, white on black.</param>
/// <param name="Cutout">Blob name below the attempt's folder: an RGBA PNG at the picture's size; absent unless asked for.</param>
/// <param name="Quality">The overlap (intersection over union) to expect with the mask that a person would draw, 0–1; absent for masks of networks that nobody has measured, and in documents of older workers.</param>
/// <param name="Candidate">Which of several masks for a click it is; absent for an answer.</param>
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

/// <summary>What a click may mean, by the size of it.</summary>
public enum CandidateKind
{
    /// <summary>The smallest thing at the click, such as a wheel.</summary>
    Part,

    /// <summary>What is between, such as a car.</summary>
    Thing,

    /// <summary>The largest thing, such as a car with its trailer.</summary>
    Whole,
}

/// <summary>Everything that any segment covers.</summary>
/// <param name="Mask">Blob name below the attempt's folder: a 1-channel PNG at the picture's size, white on black.</param>
/// <param name="Cutout">Blob name below the attempt's folder: an RGBA PNG at the picture's size.</param>
public sealed record SegmentUnion(string Mask, string Cutout);

/// <summary>Pixels of the picture as displayed, origin top left.</summary>
public sealed record PixelBox(int X, int Y, int Width, int Height);
