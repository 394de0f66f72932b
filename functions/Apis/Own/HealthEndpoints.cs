using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SegFunctions.Accounts;
using SegFunctions.Health;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.Own;

/// <summary>Reports whether the app and everything that it depends on work.</summary>
public sealed class HealthEndpoints(HealthCheckService health, PartChecks parts, ILogger<HealthEndpoints> logger)
{
    private const string Healthy = "healthy";

    [Function("Own-GetHealth")]
    [AnonymousAccess("It reveals only which part fails, and the kind of the failure.")]
    [Answers(200, typeof(HealthResponse))]
    [Answers(503, typeof(HealthResponse))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "healthz")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        parts.Use(durable);
        var report = await health.CheckHealthAsync(cancellationToken);
        var reasons = report.Entries.ToDictionary(part => part.Key, part => part.Value.Exception is { } failure ? PartFailure.Describe(failure) : Healthy);
        var failing = reasons.Where(part => part.Value != Healthy).ToList();
        failing.ForEach(part => logger.PartUnhealthy(part.Key, part.Value));
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new HealthResponse(failing.Count == 0 ? Healthy : "unhealthy", reasons),
            statusCode: failing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>GET /healthz.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> if any part fails.</param>
/// <param name="Parts">For each part, <c>healthy</c> or the reason why it is not.</param>
internal sealed record HealthResponse(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("parts")] IReadOnlyDictionary<string, string> Parts);
