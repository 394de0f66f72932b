using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

/// <summary>GET /v1/jobs/{jobId}/result.</summary>
/// <param name="ExpiresIn">Seconds for which the assets' addresses are valid.</param>
internal sealed record JobResult(
    [property: JsonPropertyName("manifest")] Manifest Manifest,
    [property: JsonPropertyName("assets")] IReadOnlyList<Asset> Assets,
    [property: JsonPropertyName("expiresIn")] int ExpiresIn);

/// <summary>The job's manifest; also <c>output_manifest.json</c> in the archive.</summary>
internal sealed record Manifest(
    [property: JsonPropertyName("jobId")] string JobId,
    [property: JsonPropertyName("prompts")] IReadOnlyList<string> Prompts,
    [property: JsonPropertyName("items")] IReadOnlyList<ManifestEntry> Items);

/// <param name="Masks">A list for a picture, a key for a video.</param>
/// <param name="PreviewUrl">Key of an asset.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary; absent if there are none.</param>
/// <param name="Notes">Sentences for human readers, none of them an error; absent if there are none, and from older servers.</param>
internal sealed record ManifestEntry(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("masks"), JsonConverter(typeof(ManifestMasksConverter))] ManifestMasks Masks,
    [property: JsonPropertyName("previewUrl")] string? PreviewUrl = null,
    [property: JsonPropertyName("unansweredPrompts")] IReadOnlyList<string>? UnansweredPrompts = null,
    [property: JsonPropertyName("rleUrl")] string? RleUrl = null,
    [property: JsonPropertyName("polygonsUrl")] string? PolygonsUrl = null,
    [property: JsonPropertyName("notes")] IReadOnlyList<string>? Notes = null)
{
    /// <summary>Key of an asset; absent for a picture, like the properties that follow.</summary>
    [JsonPropertyName("framesUrl")]
    public string? FramesUrl { get; init; }

    /// <summary>Key of an asset; absent unless requested.</summary>
    [JsonPropertyName("cutoutUrl")]
    public string? CutoutUrl { get; init; }

    /// <summary>Key of an asset; absent unless requested.</summary>
    [JsonPropertyName("maskUrl")]
    public string? MaskUrl { get; init; }

    [JsonPropertyName("counts")]
    public FrameCounts? Counts { get; init; }

    [JsonPropertyName("objects")]
    public IReadOnlyList<FollowedObject> Objects { get; init; } = [];
}

/// <summary>The manifest's masks: a list for a picture, or the key of a document with all masks of a video.</summary>
internal sealed record ManifestMasks(IReadOnlyList<ManifestMask> OfPicture, string? OfVideo);

/// <summary>Distinguishes the two by their JSON.</summary>
internal sealed class ManifestMasksConverter : JsonConverter<ManifestMasks>
{
    public override ManifestMasks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new([], reader.GetString())
            : new(JsonSerializer.Deserialize<IReadOnlyList<ManifestMask>>(ref reader, options) ?? [], null);

    public override void Write(Utf8JsonWriter writer, ManifestMasks value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <param name="FramesProcessed">Number of frames processed, which are charged.</param>
/// <param name="FramesWithMasks">Number of those that show an object.</param>
/// <param name="TotalMasks">Number of masks of all objects in all frames.</param>
internal sealed record FrameCounts(
    [property: JsonPropertyName("framesProcessed")] int FramesProcessed,
    [property: JsonPropertyName("framesWithMasks")] int FramesWithMasks,
    [property: JsonPropertyName("totalMasks")] int TotalMasks);

/// <summary>One object, tracked through a video.</summary>
/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The word that it was found by, or the kind of prompt: <c>points</c>, <c>box</c>, <c>box and points</c>.</param>
/// <param name="Label">The label that the network uses.</param>
/// <param name="FirstFrame">The first frame that shows it, counted in processed frames.</param>
/// <param name="LastFrame">The last frame that shows it.</param>
/// <param name="Frames">Number of frames that show it.</param>
/// <param name="MeanScore">0–1.</param>
internal sealed record FollowedObject(
    [property: JsonPropertyName("objectId")] int ObjectId,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("label")] string Label,
    [property: JsonPropertyName("firstFrame")] int FirstFrame,
    [property: JsonPropertyName("lastFrame")] int LastFrame,
    [property: JsonPropertyName("frames")] int Frames,
    [property: JsonPropertyName("meanScore")] double MeanScore);

/// <param name="Url">Key of an asset.</param>
/// <param name="Box">x, y, width, height in pixels of the picture as displayed.</param>
/// <param name="Label">The label that the network uses, such as <c>person</c> for the prompt <c>women</c>; absent from other servers.</param>
/// <param name="Quality">Estimated overlap with the mask that a person would draw, 0–1; absent from other servers.</param>
/// <param name="Candidate"><c>part</c>, <c>object</c> or <c>whole</c>: an alternative meaning of a single point; absent for regular masks.</param>
internal sealed record ManifestMask(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("score")] double Score,
    [property: JsonPropertyName("box")] IReadOnlyList<int> Box,
    [property: JsonPropertyName("area")] int Area,
    [property: JsonPropertyName("cutoutUrl")] string? CutoutUrl = null,
    [property: JsonPropertyName("label")] string? Label = null,
    [property: JsonPropertyName("quality")] double? Quality = null,
    [property: JsonPropertyName("candidate")] string? Candidate = null);

/// <param name="Key">The key in the manifest.</param>
/// <param name="Url">Download address, which needs no API key.</param>
internal sealed record Asset(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("url")] Uri Url);
