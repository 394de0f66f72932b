using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.SampleApp.Http;

/// <summary>Echoes what arrives of a request's line and headers.</summary>
public static class RouteFunctions
{
    [Function("Hello")]
    public static IActionResult Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request, string name) =>
        new OkObjectResult($"Hello, {name}");

    [Function("Item")]
    public static IActionResult Item([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int}")] HttpRequest request, int id) =>
        new OkObjectResult(id + 1);

    [Function("Files")]
    public static IActionResult Files([HttpTrigger(AuthorizationLevel.Anonymous, "get", "put", Route = "files/{*path}")] HttpRequest request, string path) =>
        new OkObjectResult(new
        {
            path,
            target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget,
            query = request.QueryString.Value,
        });

    [Function("Create")]
    public static IActionResult Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "creations")] HttpRequest request) =>
        new CreatedResult("/creations/1", new { id = 1 });

    [Function("Defaults")]
    public static IActionResult Defaults([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => new OkObjectResult(request.Method);

    [Function("Seen")]
    public static IActionResult Seen([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "seen")] HttpRequest request) => new OkObjectResult(new
    {
        host = request.Host.Value,
        scheme = request.Scheme,
        headers = request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
    });

    [Function("Closed")]
    public static IActionResult Closed([HttpTrigger(AuthorizationLevel.Function, "get", Route = "closed")] HttpRequest request) => new OkObjectResult("open");

    [Function("Sealed")]
    public static IActionResult Sealed([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "sealed")] HttpRequest request) => new OkObjectResult("open");
}
