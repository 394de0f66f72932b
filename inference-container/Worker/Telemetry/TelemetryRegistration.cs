using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using SegFunctions.Connections;
using SegFunctions.Inference;

namespace SegFunctions.Worker.Telemetry;

internal static class TelemetryRegistration
{
    private const string DefaultName = "SegFunctions.Worker";

    /// <summary>An attempt runs in the queue client's activity, so the sources of the Azure clients are sufficient.</summary>
    private const string Sources = "Azure.*";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (TelemetryExport.Find(configuration) is not { } export)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(DefaultName).AddEnvironmentVariableDetector())
            .WithTracing(tracing => tracing.AddSource(Sources))
            .WithMetrics(metrics => metrics.AddMeter(WorkerMetrics.MeterName, InferenceMetrics.MeterName));
        export.AddTo(telemetry);

        // Replaces Application Insights' own sampler, which would sample once more and leave gaps in the traces that the functions app has chosen.
        telemetry.WithTracing(tracing => tracing.SetSampler(new ParentBasedSampler(new AlwaysOnSampler())));
        return services;
    }
}
