using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SegFunctions.Compatibility.Tests.Telemetry.Messages;

namespace SegFunctions.Compatibility.Tests.Telemetry;

/// <summary>An OpenTelemetry collector that only records what it receives.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Collector(WebApplication server) => _server = server;

    public ConcurrentBag<Span> Spans { get; } = [];

    public ConcurrentBag<string> Metrics { get; } = [];

    /// <summary>Settings that make a program export to it.</summary>
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
        server.MapPost("/v1/traces", collector.NoteTracesAsync);
        server.MapPost("/v1/metrics", collector.NoteMetricsAsync);
        await server.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task NoteTracesAsync(HttpRequest request)
    {
        var export = TraceExport.Parser.ParseFrom(await ReadAsync(request));
        foreach (var span in export.ResourceSpans.SelectMany(resource => resource.ScopeSpans).SelectMany(scope => scope.Spans))
        {
            Spans.Add(span);
        }
    }

    private async Task NoteMetricsAsync(HttpRequest request)
    {
        var export = MetricExport.Parser.ParseFrom(await ReadAsync(request));
        foreach (var metric in export.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics).SelectMany(scope => scope.Metrics))
        {
            Metrics.Add(metric.Name);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}
