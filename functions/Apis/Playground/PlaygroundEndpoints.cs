using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Playground;

/// <summary>A page for trying out the service. It is a client of the public API like any other, and asks its user for a key.</summary>
public sealed class PlaygroundEndpoints(PlaygroundFiles files, ReferenceScript reference, LocalKey key)
{
    /// <summary>Matches the root path. An empty route would mean the function's name.</summary>
    internal const string Root = "{root:maxlength(0)?}";

    private const string Open = "The page and its parts are the same for every caller and contain no account's data.";

    [Function("Playground-GetRoot")]
    [AnonymousAccess(Open)]
    [Undescribed("Part of the page, not of the API.")]
    public IResult GetRoot([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = Root)] HttpRequest request) => files.GetPage(request);

    [Function("Playground-GetPage")]
    [AnonymousAccess(Open)]
    [Undescribed("Part of the page, not of the API.")]
    public IResult GetPage([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "play")] HttpRequest request) => files.GetPage(request);

    [Function("Playground-GetFile")]
    [AnonymousAccess(Open)]
    [Undescribed("Part of the page, not of the API.")]
    public IResult GetFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "play/{file}")] HttpRequest request) =>
        files.Find(request, request.RouteText("file")) ?? throw new ApiException(ApiErrorCode.NotFound, "The page has no such file.");

    [Function("Playground-GetReference")]
    [AnonymousAccess(Open)]
    [Undescribed("Part of the page, not of the API.")]
    public IResult GetReference([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request) => files.GetReference(request);

    [Function("Playground-GetReferenceScript")]
    [AnonymousAccess(Open)]
    [Undescribed("Part of the page, not of the API.")]
    public IResult GetReferenceScript([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/scalar.js")] HttpRequest request) =>
        reference.Get(request);

    [Function("Playground-GetKey")]
    [AnonymousAccess("It serves only this machine's own page, and only if the service was started for a single user.")]
    [Undescribed("Part of the page, not of the API.")]
    public IResult GetKey([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "play/key")] HttpRequest request) => key.HandOut(request);
}
