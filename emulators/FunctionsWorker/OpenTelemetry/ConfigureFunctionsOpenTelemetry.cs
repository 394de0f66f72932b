using System.Reflection;
using Microsoft.Azure.Functions.Worker.Emulation.Tracing;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Azure.Functions.Worker.OpenTelemetry;

public static class ConfigureFunctionsOpenTelemetry
{
    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>Collects the worker's activities, and names the app unless <c>OTEL_SERVICE_NAME</c> does.</summary>
    public static IOpenTelemetryBuilder UseFunctionsWorkerDefaults(this IOpenTelemetryBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ServiceName)))
        {
            builder.ConfigureResource(resource => resource.AddService(Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown"));
        }

        return builder.WithTracing(tracing => tracing.AddSource(InvocationActivities.WorkerSource));
    }
}
