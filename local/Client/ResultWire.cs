using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

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

/// <param name="Masks">A list for a picture, a key for a video.</param>
/// <param name="PreviewUrl">Key of an asset.</param>
/// <param name="UnansweredPrompts">Prompts outside the model's vocabulary; absent when there are none.</param>
/// <param name="Notes">Sentences for people, none of them an error; absent when there are none, and from older servers.</param>
internal sealed record ManifestEntry(
    [property: JsonPropertyName("taskId")] string TaskId,
    [property: JsonPropertyName("masks"), JsonConverter(typeof(ManifestMasksConverter))] ManifestMasks Masks,
    [property: JsonPropertyName("previewUrl")] string? PreviewUrl = null,
    [property: JsonPropertyName("unansweredPrompts")] IReadOnlyList<string>? UnansweredPrompts = null,
    [property: JsonPropertyName("rleUrl")] string? RleUrl = null,
    [property: JsonPropertyName("polygonsUrl")] string? PolygonsUrl = null,
    [property: JsonPropertyName("notes")] IReadOnlyList<string>? Notes = null)
{
    /// <summary>Key of an asset; absent for a picture, as all that follows.</summary>
    [JsonPropertyName("framesUrl")]
    public string? FramesUrl { get; init; }

    /// <summary>Key of an asset; absent unless asked for.</summary>
    [JsonPropertyName("cutoutUrl")]
    public string? CutoutUrl { get; init; }

    /// <summary>Key of an asset; absent unless asked for.</summary>
    [JsonPropertyName("maskUrl")]
    public string? MaskUrl { get; init; }

    [JsonPropertyName("counts")]
    public FrameCounts? Counts { get; init; }

    [JsonPropertyName("objects")]
    public IReadOnlyList<FollowedObject> Objects { get; init; } = [];
}

/// <summary>What the manifest says of masks: a list of a picture's, or the key of a document with all of a video's.</summary>
internal sealed record ManifestMasks(IReadOnlyList<ManifestMask> OfPicture, string? OfVideo);

/// <summary>Tells the two by their JSON.</summary>
internal sealed class ManifestMasksConverter : JsonConverter<ManifestMasks>
{
    public override ManifestMasks Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? new([], reader.GetString())
            : new(JsonSerializer.Deserialize<IReadOnlyList<ManifestMask>>(ref reader, options) ?? [], null);

    public override void Write(Utf8JsonWriter writer, ManifestMasks value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <param name="FramesProcessed">What is paid for.</param>
/// <param name="FramesWithMasks">How many of them show an object.</param>
/// <param name="TotalMasks">The masks of all objects in all frames.</param>
internal sealed record FrameCounts(
    [property: JsonPropertyName("framesProcessed")] int FramesProcessed,
    [property: JsonPropertyName("framesWithMasks")] int FramesWithMasks,
    [property: JsonPropertyName("totalMasks")] int TotalMasks);

/// <summary>One object, followed through a video.</summary>
/// <param name="ObjectId">The same in every frame.</param>
/// <param name="Prompt">The word that it answers, or what it answers: <c>points</c>, <c>box</c>, <c>box and points</c>.</param>
/// <param name="Label">The model's own word for it.</param>
/// <param name="FirstFrame">Where it is seen first, counted in processed frames.</param>
/// <param name="LastFrame">Where it is seen last.</param>
/// <param name="Frames">In how many it is seen.</param>
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
/// <param name="Label">The model's own word, <c>person</c> where <c>women</c> were asked for; absent from other servers.</param>
/// <param name="Quality">The overlap to expect with the mask that a person would draw, 0–1; absent from other servers.</param>
/// <param name="Candidate"><c>part</c>, <c>object</c> or <c>whole</c>: what else a single point may mean; absent from answers.</param>
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

/// <param name="Key">As the manifest spells it.</param>
/// <param name="Url">Where it is fetched, without a key.</param>
internal sealed record Asset(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("url")] Uri Url);
