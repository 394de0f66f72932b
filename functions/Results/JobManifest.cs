using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;

namespace SegFunctions.Results;

/// <summary>A job's complete results in terms of the job model; each vendor's result is derived from it.</summary>
/// <param name="Generated">When the last item ended.</param>
/// <param name="Items">One for each item of the job, in its order.</param>
/// <param name="Video">Options for videos; null for a job of pictures.</param>
public sealed record JobManifest(
    string JobId,
    string Account,
    JobStatus Status,
    DateTimeOffset Created,
    DateTimeOffset Generated,
    IReadOnlyList<Prompt> Prompts,
    InferenceOptions Options,
    IReadOnlyList<ManifestItem> Items,
    VideoSpec? Video = null);

/// <summary>What was found in one input.</summary>
/// <param name="Name">What the client calls the input.</param>
/// <param name="Status">Terminal.</param>
/// <param name="Error">Present if it failed.</param>
/// <param name="Width">Pixels as displayed; present if it completed, like everything after it.</param>
/// <param name="Segments">Best score first, and candidates after them; empty unless it completed.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary.</param>
/// <param name="Preview">Present only if requested.</param>
/// <param name="Rles">JSON: a list with one <see cref="MaskRle"/> per segment; present only if requested.</param>
/// <param name="Polygons">JSON: a list with one <see cref="SegmentPolygons"/> per segment; present only if requested.</param>
/// <param name="Notes">Sentences for human readers, none of them an error, such as what was not found at which threshold; null in older manifests.</param>
/// <param name="Union">All segments merged into one; present only if requested and there are segments.</param>
/// <param name="Video">What was found in a video, which has no segments; null for a picture.</param>
/// <param name="Shapes">Null in older manifests, and for a video.</param>
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
    ManifestUnion? Union = null,
    ManifestVideo? Video = null,
    ManifestShapes? Shapes = null);

/// <summary>Files that describe all of a picture's segments, whether the client requested them or not.</summary>
/// <param name="Masks">JSON: a list with one <see cref="MaskRle"/> per segment.</param>
/// <param name="Outlines">JSON: a list with one <see cref="SegmentPolygons"/> per segment; null unless an output needs them.</param>
public sealed record ManifestShapes(BlobReference Masks, BlobReference? Outlines);

/// <summary>What was found in one video.</summary>
/// <param name="Duration">Seconds.</param>
/// <param name="SourceFps">Frames per second of the clip, on average.</param>
/// <param name="Objects">In the order of their ids.</param>
/// <param name="Masks">JSON: every processed frame with its objects and their run lengths.</param>
/// <param name="Frames">The same frames as gzipped JSON lines, one per frame.</param>
/// <param name="Cutout">WebM; present only if requested.</param>
/// <param name="Mask">MP4; present only if requested.</param>
public sealed record ManifestVideo(
    double Duration,
    double SourceFps,
    VideoCounts Counts,
    IReadOnlyList<VideoObject> Objects,
    BlobReference Masks,
    BlobReference Frames,
    BlobReference? Cutout,
    BlobReference? Mask);

/// <summary>The union of all segments of an item.</summary>
/// <param name="Mask">PNG at the input's size, white on black.</param>
/// <param name="Cutout">PNG at the input's size, all but the objects transparent.</param>
public sealed record ManifestUnion(BlobReference Mask, BlobReference Cutout);

/// <summary>One found object.</summary>
/// <param name="Prompt">Index into the job's prompts.</param>
/// <param name="Label">The label that the network uses.</param>
/// <param name="Score">Calibrated, 0–1.</param>
/// <param name="Box">Pixels of the input as displayed.</param>
/// <param name="Area">Pixels set in the mask.</param>
/// <param name="Mask">PNG at the input's size, white on black.</param>
/// <param name="Cutout">PNG at the input's size, all but the object transparent; present only if requested.</param>
/// <param name="Quality">Estimated overlap (intersection over union) with the mask that a person would draw, 0–1; null in older manifests.</param>
/// <param name="Candidate">Which of the alternative masks for a click it is; null for a regular segment.</param>
public sealed record ManifestSegment(
    int Prompt,
    string Label,
    double Score,
    PixelBox Box,
    int Area,
    BlobReference Mask,
    BlobReference? Cutout = null,
    double? Quality = null,
    CandidateKind? Candidate = null);
