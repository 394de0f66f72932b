using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

// The bodies of segmentationapi.com's HTTP API as this client uses them.

/// <summary>POST /v1/uploads/presign.</summary>
internal sealed record PresignBody([property: JsonPropertyName("contentType")] string ContentType);

/// <param name="UploadUrl">Takes one PUT with the same content type.</param>
/// <param name="TaskId">Opaque.</param>
internal sealed record Upload(
    [property: JsonPropertyName("uploadUrl")] Uri UploadUrl,
    [property: JsonPropertyName("taskId")] string TaskId);

/// <summary>POST /v1/jobs.</summary>
/// <param name="Threshold">0–1; absent for the server's default.</param>
/// <param name="MaskThreshold">0–1; absent for the server's default.</param>
internal sealed record CreateJobBody(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("tasks")] IReadOnlyList<string> Tasks,
    [property: JsonPropertyName("prompts")] IReadOnlyList<string> Prompts,
    [property: JsonPropertyName("generatePreview")] bool GeneratePreview,
    [property: JsonPropertyName("threshold"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Threshold,
    [property: JsonPropertyName("maskThreshold"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MaskThreshold)
{
    /// <summary>Words for what no mask may show.</summary>
    [JsonPropertyName("negativePrompts")]
    public IReadOnlyList<string> NegativePrompts { get; init; } = [];

    [JsonPropertyName("points")]
    public IReadOnlyList<PointBody> Points { get; init; } = [];

    [JsonPropertyName("boxes")]
    public IReadOnlyList<BoxBody> Boxes { get; init; } = [];

    /// <summary>Whether to cut out what the picture is of.</summary>
    [JsonPropertyName("subject")]
    public bool Subject { get; init; }

    /// <summary>Pixels by which masks grow.</summary>
    [JsonPropertyName("edgeOffset")]
    public double EdgeOffset { get; init; }

    /// <summary>What else to produce of each mask: <c>rle</c>, <c>polygons</c>, <c>cutout</c>.</summary>
    [JsonPropertyName("outputs")]
    public IReadOnlyList<string> Outputs { get; init; } = [];
}

/// <summary>A click; coordinates are parts of the picture, 0–1.</summary>
/// <param name="Label">1 on the object, 0 beside it.</param>
/// <param name="Object">Points and boxes with one number mark one object.</param>
internal sealed record PointBody(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("label")] int Label,
    [property: JsonPropertyName("object")] int Object);

/// <inheritdoc cref="PointBody"/>
internal sealed record BoxBody(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("object")] int Object);

internal sealed record CreatedJob([property: JsonPropertyName("jobId")] string JobId);

/// <summary>GET /v1/jobs/{jobId}.</summary>
internal sealed record JobState(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("tasks")] IReadOnlyList<TaskState> Tasks);

/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record TaskState(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error")] string? Error = null);

/// <summary>GET /v1/jobs/{jobId}/result.</summary>
/// <param name="ExpiresIn">Seconds for which the assets' addresses work.</param>
internal sealed record JobResult(
    [property: JsonPropertyName("manifest")] Manifest Manifest,
    [property: JsonPropertyName("assets")] IReadOnlyList<Asset> Assets,
    [property: JsonPropertyName("expiresIn")] int ExpiresIn);

/// <summary>Also <c>output_manifest.json</c> in the archive.</summary>
internal sealed record Manifest(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("prompts")] IReadOnlyList<string> Prompts,
    [property: JsonPropertyName("items")] IReadOnlyList<ManifestEntry> Items);

/// <param name="PreviewUrl">Key of an asset.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary; absent when there are none.</param>
/// <param name="Notes">Sentences for people, none of them an error; absent when there are none, and from older servers.</param>
internal sealed record ManifestEntry(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("masks")] IReadOnlyList<ManifestMask> Masks,
    [property: JsonPropertyName("previewUrl")] string? PreviewUrl = null,
    [property: JsonPropertyName("unansweredPrompts")] IReadOnlyList<string>? UnansweredPrompts = null,
    [property: JsonPropertyName("rleUrl")] string? RleUrl = null,
    [property: JsonPropertyName("polygonsUrl")] string? PolygonsUrl = null,
    [property: JsonPropertyName("notes")] IReadOnlyList<string>? Notes = null);

/// <param name="Url">Key of an asset.</param>
/// <param name="Box">x, y, width, height in pixels of the picture as displayed.</param>
/// <param name="Label">The model's own word, <c>person</c> where <c>women</c> were asked for; absent from other servers.</param>
internal sealed record ManifestMask(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("box")] IReadOnlyList<int> Box,
    [property: JsonPropertyName("area")] int Area,
    [property: JsonPropertyName("cutoutUrl")] string? CutoutUrl = null,
    [property: JsonPropertyName("label")] string? Label = null);

/// <param name="Key">As the manifest spells it.</param>
/// <param name="Url">Where it is fetched, without a key.</param>
internal sealed record Asset(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("url")] Uri Url);

/// <summary>GET /v1/words.</summary>
/// <param name="Broader">Words for several labels at once.</param>
internal sealed record KnownWords(
    [property: JsonPropertyName("words")] IReadOnlyList<KnownWord> Words,
    [property: JsonPropertyName("broader")] IReadOnlyList<BroaderWord> Broader);

/// <param name="Label">The word itself, and what masks are labeled with.</param>
/// <param name="Synonyms">Words with the same meaning.</param>
/// <param name="Kinds">Kinds that the detectors cannot tell apart: everything with the label is found.</param>
internal sealed record KnownWord(
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("synonyms")] IReadOnlyList<string> Synonyms,
    [property: JsonPropertyName("kinds")] IReadOnlyList<string> Kinds);

/// <param name="Words">At least one, all with the same meaning.</param>
/// <param name="Labels">What they stand for.</param>
internal sealed record BroaderWord(
    [property: JsonPropertyName("words")] IReadOnlyList<string> Words,
    [property: JsonPropertyName("labels")] IReadOnlyList<string> Labels);

/// <summary>Body of every answer that is not 2xx.</summary>
internal sealed record ErrorBody(
    [property: JsonPropertyName("error")] string? Error = null,
    [property: JsonPropertyName("message")] string? Message = null);
