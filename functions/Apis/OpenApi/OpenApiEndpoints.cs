using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.OpenApi;

/// <summary>Machine-readable descriptions of the service.</summary>
public sealed class OpenApiEndpoints(ApiDocuments documents, LlmsText text)
{
    private const string Open = "It is the same for every caller and contains no account's data.";

    /// <summary>Every API in one OpenAPI document.</summary>
    [Function("OpenApi-GetDocument")]
    [AnonymousAccess(Open)]
    [Answers(200, typeof(JsonElement))]
    public IResult GetDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) => documents.GetWhole();

    /// <summary>The OpenAPI document of one API, by its name in lower case with <c>.json</c>.</summary>
    [Function("OpenApi-GetVendorDocument")]
    [AnonymousAccess(Open)]
    [Answers(200, typeof(JsonElement))]
    public IResult GetVendorDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi/{file}")] HttpRequest request) =>
        documents.FindApi(request.RouteText("file")) ?? throw new ApiException(ApiErrorCode.NotFound, "There is no API with that name.");

    /// <summary>Instructions for language models, in the format of llmstxt.org.</summary>
    [Function("OpenApi-GetText")]
    [AnonymousAccess(Open)]
    [Answers(200, ContentType = "text/plain")]
    public IResult GetText([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "llms.txt")] HttpRequest request) =>
        TypedResults.Text(text.Write(), "text/plain; charset=utf-8");

    /// <summary>The JSON Schema of a document: <c>segments.json</c>, <c>manifest.json</c>, <c>masks.json</c> (of a picture), <c>polygons.json</c>, <c>video-masks.json</c> or <c>webhook.json</c>.</summary>
    [Function("OpenApi-GetSchema")]
    [AnonymousAccess(Open)]
    [Answers(200, typeof(JsonElement))]
    public static IResult GetSchema([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "schemas/{file}")] HttpRequest request) =>
        ApiDocuments.FindSchema(request.RouteText("file")) ?? throw new ApiException(ApiErrorCode.NotFound, "There is no such schema.");
}
