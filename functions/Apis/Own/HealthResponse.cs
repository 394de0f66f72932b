using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Own;

/// <summary>GET /healthz.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> when any part fails.</param>
/// <param name="Parts">For each part <c>healthy</c>, or why it is not.</param>
internal sealed record HealthResponse(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("parts")] IReadOnlyDictionary<string, string> Parts);
