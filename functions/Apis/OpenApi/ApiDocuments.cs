using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SegFunctions.Apis.Middleware;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.OpenApi;

/// <summary>The documents that describe the service, each written on first use.</summary>
public sealed class ApiDocuments(ApiSurfaces surfaces, IOptions<LinkOptions> links)
{
    private const string Extension = ".json";

    private static readonly JsonSerializerOptions Json = new()
    {
        // The output is never HTML, so sentences can stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <summary>The documents that the service stores with a job's results, by the name of their schema.</summary>
    private static readonly Dictionary<string, Type> Stored = new(StringComparer.Ordinal)
    {
        ["segments"] = typeof(SegmentsDocument),
        ["manifest"] = typeof(JobManifest),
        ["masks"] = typeof(IReadOnlyList<MaskRle>),
        ["polygons"] = typeof(IReadOnlyList<SegmentPolygons>),
        ["video-masks"] = typeof(VideoMasks),
    };

    private static readonly Lazy<JsonObject> Webhook = new(() => new WireSchemas(CodeComments.Of(typeof(ApiDocuments).Assembly)).WriteAlone(typeof(StandardBody)));

    private readonly Dictionary<string, Lazy<BinaryData>> _ofApis = DescribedCall.All.Select(call => call.Api).Distinct()
        .ToDictionary(api => api.ToLowerInvariant(), api => new Lazy<BinaryData>(() => Describe(surfaces, links, api)), StringComparer.Ordinal);

    private readonly Lazy<BinaryData> _whole = new(() => Describe(surfaces, links, null));

    /// <summary>The document of all APIs.</summary>
    public IResult GetWhole() => Answer(_whole.Value);

    /// <param name="file">An API's name in lower case, with <c>.json</c>.</param>
    /// <returns>Null if there is no such API.</returns>
    public IResult? FindApi(string file) => WithoutExtension(file) is { } name && _ofApis.TryGetValue(name, out var document) ? Answer(document.Value) : null;

    /// <param name="file"><c>segments.json</c>, <c>manifest.json</c>, <c>masks.json</c>, <c>polygons.json</c>, <c>video-masks.json</c> or <c>webhook.json</c>.</param>
    /// <returns>The JSON Schema of such documents; null if there is no schema with that name.</returns>
    public static IResult? FindSchema(string file) => WithoutExtension(file) switch
    {
        "webhook" => Answer(Write(Webhook.Value)),
        { } name when Stored.TryGetValue(name, out var type) =>
            Answer(Write(ContractJson.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }))),
        _ => null,
    };

    private static BinaryData Describe(ApiSurfaces surfaces, IOptions<LinkOptions> links, string? api)
    {
        var server = links.Value.PublicBaseUrl!.AbsoluteUri.TrimEnd('/');
        var description = new ApiDescription(surfaces, server, CodeComments.Of(typeof(ApiDocuments).Assembly), ApiExamples.Read());
        var calls = DescribedCall.All.Where(call => api is null || call.Api == api).ToList();
        return Write(description.Write(calls, api is null ? "SegFunctions" : $"SegFunctions: {api}"));
    }

    private static string? WithoutExtension(string file) => file.EndsWith(Extension, StringComparison.Ordinal) ? file[..^Extension.Length] : null;

    private static BinaryData Write(JsonNode document) => BinaryData.FromString(document.ToJsonString(Json));

    private static FileContentHttpResult Answer(BinaryData document) => TypedResults.Bytes(
        document.ToArray(), "application/json", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(document))[..16]}\""));
}
