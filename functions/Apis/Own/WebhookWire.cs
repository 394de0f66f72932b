using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Own;

// Response bodies about webhooks. Properties are always present unless documented otherwise.

/// <summary>An endpoint, without its secrets.</summary>
/// <param name="Signature"><c>v1</c> for signatures with the secret only, or <c>v1a</c> for additional ed25519 signatures.</param>
/// <param name="PublicKey">Verifies ed25519 signatures, <c>whpk_…</c>; null without ed25519.</param>
/// <param name="OldSecretUntil">Until when the previous secret keeps signing, too; null if none does.</param>
/// <param name="Headers">Names of the headers that are sent with every message; their values are never returned.</param>
/// <param name="Enabled">Whether messages are sent.</param>
/// <param name="DisabledReason"><c>by_owner</c>, <c>gone</c> (it responded with 410) or <c>failing</c> (all attempts have failed for days); null if it is enabled.</param>
/// <param name="FailingSince">Time of the first failure since the last success; null if the last attempt succeeded.</param>
/// <param name="PausedUntil">Nothing is sent before this time, since the endpoint was overwhelmed; null for no pause.</param>
internal sealed record EndpointItem(
    [property: JsonPropertyName("endpointId")] string EndpointId,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("events")] IReadOnlyList<string> Events,
    [property: JsonPropertyName("signature")] string Signature,
    [property: JsonPropertyName("publicKey")] string? PublicKey,
    [property: JsonPropertyName("oldSecretUntil")] DateTimeOffset? OldSecretUntil,
    [property: JsonPropertyName("headers")] IReadOnlyList<string> Headers,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("disabledReason")] string? DisabledReason,
    [property: JsonPropertyName("failingSince")] DateTimeOffset? FailingSince,
    [property: JsonPropertyName("pausedUntil")] DateTimeOffset? PausedUntil);

/// <summary>POST /v1/webhooks/endpoints and …/rotate-secret.</summary>
/// <param name="Secret">The secret, which is returned only once.</param>
internal sealed record EndpointSecretResponse(
    [property: JsonPropertyName("secret")] string Secret,
    [property: JsonPropertyName("endpoint")] EndpointItem Endpoint);

/// <summary>GET /v1/webhooks/endpoints.</summary>
/// <param name="Items">Oldest first.</param>
internal sealed record EndpointsResponse([property: JsonPropertyName("items")] IReadOnlyList<EndpointItem> Items);

/// <param name="MessageId">The <c>webhook-id</c> header that the receiver gets.</param>
/// <param name="JobId">Null for a test message.</param>
/// <param name="EndpointId">Null for a job's own receiver.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="Attempts">Number of attempts made.</param>
internal sealed record DeliveryItem(
    [property: JsonPropertyName("deliveryId")] string DeliveryId,
    [property: JsonPropertyName("messageId")] string MessageId,
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("jobId")] string? JobId,
    [property: JsonPropertyName("endpointId")] string? EndpointId,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("attempts")] int Attempts);

/// <summary>GET /v1/webhooks/deliveries.</summary>
/// <param name="Items">Those of the newest job first, the latest of them at the front.</param>
/// <param name="NextToken">Token of the next page; null on the last page.</param>
internal sealed record DeliveriesResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<DeliveryItem> Items,
    [property: JsonPropertyName("nextToken")] string? NextToken);

/// <summary>GET /v1/webhooks/deliveries/{deliveryId}.</summary>
/// <param name="Body">The exact body, which is the same for every attempt.</param>
/// <param name="Log">The latest attempts, at most 20, oldest first.</param>
internal sealed record DeliveryResponse(
    [property: JsonPropertyName("delivery")] DeliveryItem Delivery,
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("log")] IReadOnlyList<AttemptItem> Log);

/// <param name="Status">The response's HTTP status; null if there was no response.</param>
/// <param name="Error"><c>blocked</c>, <c>unreachable</c> or <c>timed_out</c>; null if there was a response.</param>
/// <param name="DurationMs">Milliseconds until the response or the failure.</param>
/// <param name="Answer">The first 1024 bytes of the response's body; empty if there was none.</param>
internal sealed record AttemptItem(
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("status")] int? Status,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("durationMs")] int DurationMs,
    [property: JsonPropertyName("answer")] string Answer);

/// <summary>POST …/test and …/{deliveryId}/replay.</summary>
internal sealed record DeliveryStartedResponse([property: JsonPropertyName("deliveryId")] string DeliveryId);

/// <summary>POST /v1/webhooks/deliveries/replay.</summary>
/// <param name="DeliveryIds">The deliveries that are sent again; those whose receiver was deleted or disabled are left out.</param>
internal sealed record ReplayResponse([property: JsonPropertyName("deliveryIds")] IReadOnlyList<string> DeliveryIds);
