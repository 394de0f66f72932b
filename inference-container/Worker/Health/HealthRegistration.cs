using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegFunctions.Worker.Health;

internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<QueueHealth>().AddSingleton<NetworksHealth>();

        // Probes read the response; a log line per probe would add nothing.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddHealthChecks().AddCheck<QueueHealth>("queue").AddCheck<NetworksHealth>("models");
        return services;
    }

    /// <summary>Maps <c>GET /healthz</c>: 200 if every part is healthy, otherwise 503; the body names the parts in either case.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapHealthChecks("/healthz", new HealthCheckOptions
    {
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new HealthResponse(
            report.Status == HealthStatus.Healthy ? "healthy" : "unhealthy",
            report.Entries.ToDictionary(part => part.Key, part => part.Value.Description ?? string.Empty))),
    });

    /// <param name="Status"><c>healthy</c> or <c>unhealthy</c>, the same words as the functions app's.</param>
    /// <param name="Parts">The state of each part in a few words for human readers.</param>
    private sealed record HealthResponse(
        [property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("parts")] IReadOnlyDictionary<string, string> Parts);
}
