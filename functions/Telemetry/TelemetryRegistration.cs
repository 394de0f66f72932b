using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;
using SegFunctions.Connections;

namespace SegFunctions.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>Trace sources besides the Functions worker's own: requests, the durable client, and all Azure clients.</summary>
    private static readonly string[] Sources = ["Microsoft.AspNetCore", "Microsoft.DurableTask", "Azure.*"];

    /// <summary>Each request makes them write several lines, which the host drops only after they have crossed to it. Settings can bring them back.</summary>
    private static readonly string[] Talkative = ["Microsoft.AspNetCore", "System.Net.Http.HttpClient"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddLogging(logging =>
        {
            Array.ForEach(Talkative, category => logging.AddFilter(category, LogLevel.Warning));
            // If two rules are for the same category, the later one wins.
            logging.AddConfiguration(configuration.GetSection("Logging"));
        });
        TelemetryExport.Find(configuration)?.AddTo(
            services.AddOpenTelemetry().UseFunctionsWorkerDefaults().WithTracing(tracing => tracing.AddSource(Sources)));
        return services;
    }
}
