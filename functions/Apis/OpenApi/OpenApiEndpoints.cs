using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.OpenApi;

/// <summary>What the service says of itself.</summary>
public sealed class OpenApiEndpoints(ApiDocuments documents, LlmsText text)
{
    private const string Open = "It is the same for everybody and says nothing of anybody.";

    /// <summary>Every API in one OpenAPI document.</summary>
    [Function("OpenApi-GetDocument")]
    [AnonymousAccess(Open)]
    [Answers(200, typeof(JsonElement))]
    public IResult GetDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request) => documents.GetWhole();

    /// <summary>One API, by its name in lower case and <c>.json</c>.</summary>
    [Function("OpenApi-GetVendorDocument")]
    [AnonymousAccess(Open)]
    [Answers(200, typeof(JsonElement))]
    public IResult GetVendorDocument([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi/{file}")] HttpRequest request) =>
        documents.FindApi(request.RouteText("file")) ?? throw new ApiException(ApiErrorCode.NotFound, "There is no API by that name.");

    /// <summary>What a language model has to know.</summary>
    [Function("OpenApi-GetText")]
    [AnonymousAccess(Open)]
    [Answers(200, ContentType = "text/plain")]
    public IResult GetText([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "llms.txt")] HttpRequest request) =>
        TypedResults.Text(text.Write(), "text/plain; charset=utf-8");

    /// <summary>The JSON Schema of a document: <c>segments.json</c>, <c>manifest.json</c>, <c>masks.json</c> of a picture, <c>polygons.json</c>, <c>video-masks.json</c> or <c>webhook.json</c>.</summary>
    [Function("OpenApi-GetSchema")]
    [AnonymousAccess(Open)]
    [Answers(200, typeof(JsonElement))]
    public static IResult GetSchema([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "schemas/{file}")] HttpRequest request) =>
        ApiDocuments.FindSchema(request.RouteText("file")) ?? throw new ApiException(ApiErrorCode.NotFound, "There is no such schema.");
}
