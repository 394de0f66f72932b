using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;

namespace SegFunctions.Telemetry;

internal static class TelemetryRegistration
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>In addition to the worker's own: requests, the durable client, and every Azure client operation.</summary>
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Microsoft.DurableTask", "Azure.*"];

    /// <summary>Sends traces to Application Insights, to a collector, to both, or nowhere; in that case nothing is measured.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var (insights, collector) = (configuration[Insights], configuration[Collector]);
        if (string.IsNullOrEmpty(insights) && string.IsNullOrEmpty(collector))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().UseFunctionsWorkerDefaults().WithTracing(tracing => tracing.AddSource(Sources));
        if (!string.IsNullOrEmpty(insights))
        {
            telemetry.UseAzureMonitorExporter(options => options.ConnectionString = insights);
            services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, credential) => options.Credential = credential);
        }

        if (!string.IsNullOrEmpty(collector))
        {
            telemetry.UseOtlpExporter();
        }

        return services;
    }
}
