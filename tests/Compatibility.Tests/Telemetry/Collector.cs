using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SegFunctions.Compatibility.Tests.Telemetry;

/// <summary>An OpenTelemetry collector that only notes what it is sent.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Collector(WebApplication server) => _server = server;

    /// <summary>Paths of the requests that had a body: <c>/v1/traces</c>, <c>/v1/metrics</c>.</summary>
    public ConcurrentBag<string> Received { get; } = [];

    /// <summary>What an app has to be told to export to it.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _server.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    public static async Task<Collector> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = builder.Build();
        var collector = new Collector(server);
        server.Urls.Add("http://127.0.0.1:0");
        server.MapPost("/v1/{signal}", collector.NoteAsync);
        await server.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task NoteAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (body.Length > 0)
        {
            Received.Add(request.Path.Value!);
        }
    }
}
