using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SegFunctions.Inference;

namespace SegFunctions.Worker.Telemetry;

internal static class TelemetryRegistration
{
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string DefaultName = "SegFunctions.Worker";

    /// <summary>What an attempt runs in is the queue client's activity, so its source and the other Azure clients' are all there is.</summary>
    private const string Sources = "Azure.*";

    /// <summary>Traces and metrics go to Application Insights, to a collector, to both, or nowhere; then nothing is measured.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var (insights, collector) = (configuration[Insights], configuration[Collector]);
        if (string.IsNullOrEmpty(insights) && string.IsNullOrEmpty(collector))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(DefaultName).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(Sources))
            .WithMetrics(metrics => metrics.AddMeter(WorkerMetrics.MeterName, InferenceMetrics.MeterName));
        if (!string.IsNullOrEmpty(insights))
        {
            telemetry.UseAzureMonitorExporter(options => (options.ConnectionString, options.Credential) = (insights, new DefaultAzureCredential()));
        }

        if (!string.IsNullOrEmpty(collector))
        {
            telemetry.UseOtlpExporter();
        }

        // After Application Insights' own, which would choose among traces once more and leave holes in those that the functions app has chosen.
        telemetry.WithTracing(tracing => tracing.SetSampler(new ParentBasedSampler(new AlwaysOnSampler())));
        return services;
    }
}
