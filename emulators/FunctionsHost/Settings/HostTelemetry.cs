using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Emulators.FunctionsHost.Settings;

/// <summary>
/// The host's own spans, sent to the app's collector: requests, durable work, what the Service Bus client does. They are what the app's spans hang on, so an
/// app's trace holds together only with them. As on the real host, <c>telemetryMode</c> of host.json switches them on.
/// </summary>
internal static class HostTelemetry
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] DurableSources = ["DurableTask.Core", "WebJobs.Extensions.DurableTask"];

    /// <summary>Durable work is traced unless host.json says otherwise.</summary>
    public static IReadOnlyList<string> SourcesOf(HostJson json) =>
        ["Microsoft.AspNetCore", "Azure.*", .. json.DurableTask.GetValue("tracing:distributedTracingEnabled", true) ? DurableSources : []];

    /// <returns>Sends what is left when it is disposed; null where nothing is wanted, or there is nowhere to send it.</returns>
    public static IDisposable? Start(HostJson json, HostSettings settings) =>
        !json.UsesOpenTelemetry || string.IsNullOrEmpty(settings.Find(Collector)) ? null : Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(settings.Configuration))
            .AddSource([.. SourcesOf(json)])
            .AddOtlpExporter()
            .Build();
}
