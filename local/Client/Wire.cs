using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

// The bodies of segmentationapi.com's HTTP API as this client uses them.

/// <summary>POST /v1/uploads/presign.</summary>
internal sealed record PresignBody([property: JsonPropertyName("contentType")] string ContentType);

/// <param name="UploadUrl">Takes one PUT with the same content type.</param>
/// <param name="TaskId">Opaque.</param>
/// <param name="DirectUpload">Takes the PUT of a file that is too big for <paramref name="UploadUrl"/>; absent if the server has no such address.</param>
internal sealed record Upload(
    [property: JsonPropertyName("uploadUrl")] Uri UploadUrl,
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("directUpload")] DirectUpload? DirectUpload = null);

/// <param name="Url">An address in the storage account.</param>
/// <param name="Headers">To be sent with it.</param>
internal sealed record DirectUpload(
    [property: JsonPropertyName("url")] Uri Url,
    [property: JsonPropertyName("headers")] Dictionary<string, string> Headers);

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
    /// <summary>The network that is asked for; absent for the server's choice.</summary>
    [JsonPropertyName("model"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>Words for what no mask may show; absent for a video, as the next two.</summary>
    [JsonPropertyName("negativePrompts"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? NegativePrompts { get; init; } = [];

    [JsonPropertyName("points")]
    public IReadOnlyList<PointBody> Points { get; init; } = [];

    [JsonPropertyName("boxes")]
    public IReadOnlyList<BoxBody> Boxes { get; init; } = [];

    /// <summary>Boxes that show what is meant; absent without any. A server refuses them for a video.</summary>
    [JsonPropertyName("exemplars"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ExemplarBody>? Exemplars { get; init; }

    /// <summary>Whether to cut out what the picture is of.</summary>
    [JsonPropertyName("subject"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Subject { get; init; }

    /// <summary>Whether all that a single point may mean is wanted too; absent where it is not, and for a video.</summary>
    [JsonPropertyName("candidates"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Candidates { get; init; }

    /// <summary>Pixels by which masks grow.</summary>
    [JsonPropertyName("edgeOffset"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? EdgeOffset { get; init; }

    /// <summary>What else to produce: of a picture's masks <c>rle</c>, <c>polygons</c>, <c>cutout</c>, of a video <c>cutout</c>, <c>mask</c>.</summary>
    [JsonPropertyName("outputs")]
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>0–1; absent for the server's default and for pictures, as the two after it.</summary>
    [JsonPropertyName("scoreThreshold"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ScoreThreshold { get; init; }

    /// <summary>Frames of each second that are processed.</summary>
    [JsonPropertyName("fps"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Fps { get; init; }

    /// <summary>The most frames that are processed.</summary>
    [JsonPropertyName("maxFrames"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MaxFrames { get; init; }

    [JsonPropertyName("cutout"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CutoutBody? Cutout { get; init; }
}

/// <summary>How cut-outs are made. What is null is left to the server.</summary>
internal sealed record CutoutBody(
    [property: JsonPropertyName("crop")] bool Crop,
    [property: JsonPropertyName("margin"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Margin,
    [property: JsonPropertyName("background"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] BackgroundBody? Background,
    [property: JsonPropertyName("format"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Format,
    [property: JsonPropertyName("size"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Size,
    [property: JsonPropertyName("channels"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Channels,
    [property: JsonPropertyName("shadow")] bool Shadow,
    [property: JsonPropertyName("decontaminate")] bool Decontaminate);

/// <summary>One of the three.</summary>
internal sealed record BackgroundBody(
    [property: JsonPropertyName("color"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Color,
    [property: JsonPropertyName("task"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Task,
    [property: JsonPropertyName("url"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url);

/// <summary>A click; coordinates are parts of the picture, 0–1.</summary>
/// <param name="Label">1 on the object, 0 beside it.</param>
/// <param name="Object">Points and boxes with one number mark one object.</param>
/// <param name="Frame">The frame of a video that it is on, as decoded; null for the first, and for a picture.</param>
internal sealed record PointBody(
    [property: JsonPropertyName("x")] double X,
    [property: JsonPropertyName("y")] double Y,
    [property: JsonPropertyName("label")] int Label,
    [property: JsonPropertyName("object")] int Object,
    [property: JsonPropertyName("frame"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Frame = null);

/// <inheritdoc cref="PointBody"/>
internal sealed record BoxBody(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("object")] int Object,
    [property: JsonPropertyName("frame"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Frame = null);

/// <summary>A box around an example; coordinates are parts of the picture, 0–1.</summary>
/// <param name="Label">1 around what is meant, 0 around what is not.</param>
internal sealed record ExemplarBody(
    [property: JsonPropertyName("x1")] double X1,
    [property: JsonPropertyName("y1")] double Y1,
    [property: JsonPropertyName("x2")] double X2,
    [property: JsonPropertyName("y2")] double Y2,
    [property: JsonPropertyName("label")] int Label);

internal sealed record CreatedJob([property: JsonPropertyName("jobId")] string JobId);

/// <summary>GET /v1/jobs/{jobId}.</summary>
internal sealed record JobState(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("tasks")] IReadOnlyList<TaskState> Tasks);

/// <param name="Status"><c>queued</c>, <c>processing</c>, <c>success</c> or <c>failed</c>.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="FramesProcessed">Frames done of a video in progress; absent before its frames are known.</param>
/// <param name="Frames">How many will be processed.</param>
internal sealed record TaskState(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error")] string? Error = null,
    [property: JsonPropertyName("framesProcessed")] int? FramesProcessed = null,
    [property: JsonPropertyName("frames")] int? Frames = null);

/// <summary>GET /v1/words.</summary>
/// <param name="Broader">Words for several labels at once.</param>
/// <param name="AnyWord">Whether every other word is known too; absent in answers of older servers.</param>
internal sealed record KnownWords(
    [property: JsonPropertyName("words")] IReadOnlyList<KnownWord> Words,
    [property: JsonPropertyName("broader")] IReadOnlyList<BroaderWord> Broader,
    [property: JsonPropertyName("anyWord")] bool AnyWord = false);

/// <param name="Label">The word itself, and what masks are labeled with.</param>
/// <param name="Synonyms">Words with the same meaning.</param>
/// <param name="Kinds">Kinds that the detectors cannot tell apart: everything with the label is found.</param>
/// <param name="Networks">Names of the networks that answer it; older servers send neither this nor the properties below.</param>
/// <param name="License">License of the packages that the networks come from.</param>
/// <param name="Precision">The share of its detections, 0–1, that were right on photos checked by eye; null if it was measured otherwise.</param>
internal sealed record KnownWord(
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("synonyms")] IReadOnlyList<string> Synonyms,
    [property: JsonPropertyName("kinds")] IReadOnlyList<string> Kinds,
    [property: JsonPropertyName("networks")] IReadOnlyList<string>? Networks = null,
    [property: JsonPropertyName("license")] string? License = null,
    [property: JsonPropertyName("precision")] double? Precision = null);

/// <param name="Words">At least one, all with the same meaning.</param>
/// <param name="Labels">The labels that they mean.</param>
internal sealed record BroaderWord(
    [property: JsonPropertyName("words")] IReadOnlyList<string> Words,
    [property: JsonPropertyName("labels")] IReadOnlyList<string> Labels);

/// <summary>Body of every answer that is not 2xx.</summary>
internal sealed record ErrorBody(
    [property: JsonPropertyName("error")] string? Error = null,
    [property: JsonPropertyName("message")] string? Message = null);
