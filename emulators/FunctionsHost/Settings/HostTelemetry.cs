using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Emulators.FunctionsHost.Settings;

/// <summary>
/// The host's own spans, sent to the app's collector: requests, durable work, operations of the Service Bus client. They are the parents of the app's
/// spans, so an app's trace is connected only with them. As on the real host, <c>telemetryMode</c> of host.json turns them on.
/// </summary>
internal static class HostTelemetry
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] DurableSources = ["DurableTask.Core", "WebJobs.Extensions.DurableTask"];

    /// <summary>Durable work is traced unless host.json says otherwise.</summary>
    public static IReadOnlyList<string> SourcesOf(HostJson json) =>
        ["Microsoft.AspNetCore", "Azure.*", .. json.DurableTask.GetValue("tracing:distributedTracingEnabled", true) ? DurableSources : []];

    /// <returns>Flushes when it is disposed; null if telemetry is off, or if no collector is set.</returns>
    public static IDisposable? Start(HostJson json, HostSettings settings) =>
        !json.UsesOpenTelemetry || string.IsNullOrEmpty(settings.Find(Collector)) ? null : Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(settings.Configuration))
            .AddSource([.. SourcesOf(json)])
            .AddOtlpExporter()
            .Build();
}
