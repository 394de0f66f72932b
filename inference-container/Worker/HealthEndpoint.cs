using SegFunctions.Worker.Health;
using SegFunctions.Worker.Networks;

namespace SegFunctions.Worker;

internal static class HealthEndpoint
{
    /// <summary><c>GET /healthz</c>: 200 when every part is healthy, else 503; the body names the parts either way.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/healthz", (QueueHealth queue, ModelLoader models) =>
    {
        var parts = new Dictionary<string, PartHealth> { ["queue"] = queue.Read(), ["models"] = models.Health };
        var healthy = parts.Values.All(part => part.Healthy);
        return Results.Json(new { healthy, parts }, statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    });
}
