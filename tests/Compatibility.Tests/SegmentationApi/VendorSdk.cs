using System.Text.RegularExpressions;
using static SegFunctions.Compatibility.Tests.SegmentationApi.JsonSchema;

namespace SegFunctions.Compatibility.Tests.SegmentationApi;

/// <summary>The responses that segmentationapi.com's SDK 0.6.1 accepts, as measured by running its schemas on candidates.</summary>
internal static partial class VendorSdk
{
    private static readonly JsonSchema Kind = OneOf("image", "video");
    private static readonly JsonSchema Status = OneOf("queued", "processing", "success", "failed");

    public static JsonSchema Presign { get; } = Object(("uploadUrl", Url), ("taskId", Text), ("expiresIn", Number));

    public static JsonSchema CreateJob { get; } = Object(("jobId", Text), ("type", Kind), ("totalItems", Number));

    public static JsonSchema ListJobs { get; } = Object(
        ("items", ArrayOf(Object(
            ("jobId", Text), ("type", Kind), ("status", Status), ("totalItems", Number), ("createdAt", Text), ("updatedAt", Text)))),
        ("nextToken", Text.OrNull));

    /// <remarks>A task's error is absent or text, never null.</remarks>
    public static JsonSchema Job { get; } = Object(
        ("userId", Text),
        ("jobId", Text),
        ("type", Kind),
        ("tasks", ArrayOf(Object(("taskId", Text), ("status", Status), ("error?", Text)))));

    public static JsonSchema Download { get; } = Object(
        ("jobId", Text),
        ("status", OneOf("pending", "processing", "ready", "failed")),
        ("expiresAt", Text.OrNull),
        ("downloadUrl", Url.OrNull),
        ("retryAfterSeconds", Number.OrNull),
        ("error", Text.OrNull));

    /// <summary>For pictures.</summary>
    public static JsonSchema Manifest { get; } = ManifestOf(OneOf("image"), Object(
        ("taskId", Text),
        ("inputId", Text),
        ("units", Number),
        ("generatedAt", Text),
        ("previewUrl?", Text.OrNull),
        ("masks", ArrayOf(Object(("maskIndex", Number), ("url", Text), ("confidence?", Number.OrNull))))));

    /// <summary>For videos, with what the clients of 2026-08 also require: counts with only numbers, and no null.</summary>
    public static JsonSchema VideoManifest { get; } = ManifestOf(OneOf("video"), Object(
        ("taskId", Text),
        ("inputId", Text),
        ("units", Number),
        ("generatedAt", Text),
        ("previewUrl?", Text),
        ("masks", Text),
        ("counts", Object(("framesProcessed", Number), ("framesWithMasks", Number), ("totalMasks", Number))),
        ("scoreThreshold", Number),
        ("fps?", Number),
        ("numFrames?", Number),
        ("maxFrames?", Number)));

    public static JsonSchema Account { get; } = Object(("accountId", Text));

    /// <param name="isVideo">Whether it is about a job of videos.</param>
    /// <returns>Null if the client has no schema for this response.</returns>
    public static JsonSchema? SchemaOf(HttpMethod method, string path, bool isVideo = false)
    {
        var route = $"{method} {path.TrimStart('/').Split('?')[0]}";
        return Routes(isVideo ? VideoManifest : Manifest).Where(entry => Regex.IsMatch(route, $"^{entry.Route}$")).Select(entry => entry.Schema).FirstOrDefault();
    }

    private static JsonSchema ManifestOf(JsonSchema kind, JsonSchema item) => Object(
        ("accountId", Text),
        ("jobId", Text),
        ("type", kind),
        ("prompts", ArrayOf(Text)),
        ("items", ArrayOf(item)));

    private static IEnumerable<(string Route, JsonSchema Schema)> Routes(JsonSchema manifest) =>
    [
        ("POST v1/uploads/presign", Presign),
        ("POST v1/jobs", CreateJob),
        ("GET v1/jobs", ListJobs),
        ("GET v1/jobs/[^/]+", Job),
        ("(GET|POST) v1/jobs/[^/]+/download", Download),
        ("GET v1/jobs/[^/]+/result", Object(("manifest", manifest))),
        ("GET outputs/[^/]+/[^/]+/output_manifest.json", manifest),
        ("GET v1/account", Account),
    ];
}
