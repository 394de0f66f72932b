using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Results;

/// <summary>What was found in one input.</summary>
/// <param name="Name">What the client calls the input.</param>
/// <param name="Status">Terminal.</param>
/// <param name="Error">Present if it failed.</param>
/// <param name="Width">Pixels as displayed; present if it completed, like everything after it.</param>
/// <param name="Segments">Best score first; empty unless it completed.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary.</param>
/// <param name="Preview">Only when asked for.</param>
/// <param name="Rles">A list with a <see cref="MaskRle"/> for each segment; only when asked for.</param>
/// <param name="Polygons">A list with <see cref="SegmentPolygons"/> for each segment; only when asked for.</param>
/// <param name="Notes">Sentences for people, none of them an error: what was not found and at which threshold, and the like; null in older manifests.</param>
public sealed record ManifestItem(
    string Name,
    JobStatus Status,
    JobError? Error,
    int? Width,
    int? Height,
    IReadOnlyList<ManifestSegment> Segments,
    IReadOnlyList<string> UnansweredPrompts,
    BlobReference? Preview,
    Provenance? Provenance,
    BlobReference? Rles = null,
    BlobReference? Polygons = null,
    IReadOnlyList<string>? Notes = null);
