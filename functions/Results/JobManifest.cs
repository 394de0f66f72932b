using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Results;

/// <summary>A job's complete results in the model's terms; each vendor's result is derived from it.</summary>
/// <param name="Generated">When the last item ended.</param>
/// <param name="Items">One for each item of the job, in its order.</param>
public sealed record JobManifest(
    string JobId,
    string Account,
    JobStatus Status,
    DateTimeOffset Created,
    DateTimeOffset Generated,
    IReadOnlyList<Prompt> Prompts,
    InferenceOptions Options,
    IReadOnlyList<ManifestItem> Items);

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
/// <param name="Union">All segments as one; only when asked for, and null without segments.</param>
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
    IReadOnlyList<string>? Notes = null,
    ManifestUnion? Union = null);

/// <summary>Everything that any segment of an item covers.</summary>
/// <param name="Mask">PNG at the input's size, white on black.</param>
/// <param name="Cutout">PNG at the input's size, all but the objects transparent.</param>
public sealed record ManifestUnion(BlobReference Mask, BlobReference Cutout);

/// <summary>One found object.</summary>
/// <param name="Prompt">Index into the job's prompts.</param>
/// <param name="Label">The model's own word for it.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Box">Pixels of the input as displayed.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">PNG at the input's size, white on black.</param>
/// <param name="Cutout">PNG at the input's size, all but the object transparent; only when asked for.</param>
public sealed record ManifestSegment(int Prompt, string Label, double Score, PixelBox Box, int Area, BlobReference Mask, BlobReference? Cutout = null);
