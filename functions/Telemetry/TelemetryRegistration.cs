using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;
using SegFunctions.Connections;

namespace SegFunctions.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>Trace sources besides the Functions worker's own: requests, the durable client, and all Azure clients.</summary>
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Microsoft.DurableTask", "Azure.*"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        TelemetryExport.Find(configuration)?.AddTo(
            services.AddOpenTelemetry().UseFunctionsWorkerDefaults().WithTracing(tracing => tracing.AddSource(Sources)));
        return services;
    }
}
