using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Own;

// Answers about webhooks. A property is always present unless its line says otherwise.

/// <summary>An endpoint, without its secrets.</summary>
/// <param name="Signature"><c>v1</c>, or <c>v1a</c> for ed25519 besides.</param>
/// <param name="PublicKey"><c>whpk_…</c>; null without ed25519.</param>
/// <param name="OldSecretUntil">Until when the secret before this one signs too; null when none does.</param>
/// <param name="Headers">Names of the headers that every message has; their values are not shown again.</param>
/// <param name="Enabled">Whether anything is sent.</param>
/// <param name="DisabledReason"><c>by_owner</c>, <c>gone</c> (it answered 410) or <c>failing</c> (for days nothing but failures); null when it is enabled.</param>
/// <param name="FailingSince">The first failure after the last success; null when the last attempt succeeded.</param>
/// <param name="PausedUntil">It was overwhelmed: nothing is sent before then; null when it was not.</param>
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
/// <param name="Secret">Shown this once.</param>
internal sealed record EndpointSecretResponse(
    [property: JsonPropertyName("secret")] string Secret,
    [property: JsonPropertyName("endpoint")] EndpointItem Endpoint);

/// <summary>GET /v1/webhooks/endpoints.</summary>
/// <param name="Items">Oldest first.</param>
internal sealed record EndpointsResponse([property: JsonPropertyName("items")] IReadOnlyList<EndpointItem> Items);

/// <param name="MessageId">What the receiver saw as <c>webhook-id</c>.</param>
/// <param name="JobId">Null for a test.</param>
/// <param name="EndpointId">Null for a job's own receiver.</param>
/// <param name="Status"><c>pending</c>, <c>delivered</c> or <c>failed</c>.</param>
/// <param name="Attempts">How many were made.</param>
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
/// <param name="Items">Those of the newest job first, and of these the last one.</param>
/// <param name="NextToken">Null on the last page.</param>
internal sealed record DeliveriesResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<DeliveryItem> Items,
    [property: JsonPropertyName("nextToken")] string? NextToken);

/// <summary>GET /v1/webhooks/deliveries/{deliveryId}.</summary>
/// <param name="Body">As it is sent each time, to the byte.</param>
/// <param name="Log">The last attempts, oldest first.</param>
internal sealed record DeliveryResponse(
    [property: JsonPropertyName("delivery")] DeliveryItem Delivery,
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("log")] IReadOnlyList<AttemptItem> Log);

/// <param name="Status">What was answered; null if nothing.</param>
/// <param name="Error"><c>blocked</c>, <c>unreachable</c> or <c>timed_out</c>; null if there was an answer.</param>
/// <param name="DurationMs">Until the answer, or until there was none.</param>
/// <param name="Answer">Its first kilobyte.</param>
internal sealed record AttemptItem(
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("status")] int? Status,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("durationMs")] int DurationMs,
    [property: JsonPropertyName("answer")] string Answer);

/// <summary>POST …/test and …/{deliveryId}/replay.</summary>
internal sealed record DeliveryStartedResponse([property: JsonPropertyName("deliveryId")] string DeliveryId);

/// <summary>POST /v1/webhooks/deliveries/replay.</summary>
/// <param name="DeliveryIds">Those that are sent again; what has no receiver any more is left out.</param>
internal sealed record ReplayResponse([property: JsonPropertyName("deliveryIds")] IReadOnlyList<string> DeliveryIds);
