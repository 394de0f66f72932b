using System.Text.Json;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;
using SegFunctions.Webhooks.Deliveries;
using SegFunctions.Webhooks.Endpoints;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Apis.Own;

/// <summary>Maps between the wire records of webhooks and the stored ones. Pure except for ids and secrets, which are drawn at random.</summary>
internal static class WebhookMapping
{
    public static WebhookEndpoint ToEndpoint(CreateEndpointRequest request, string account, DateTimeOffset now) => new(
        account,
        WebhookEndpoint.DrawId(),
        request.Name,
        request.Wanted,
        new Receiver(
            request.Url,
            request.Secret ?? WebhookSecret.Draw(),
            request.Signature == WebhookRules.Ed25519 ? SigningKey.Draw() : null,
            Headers: request.Headers),
        now);

    /// <summary>Applies a change. Enabling a disabled endpoint resets its failures.</summary>
    public static WebhookEndpoint Change(WebhookEndpoint endpoint, ChangeEndpointRequest request)
    {
        var changed = endpoint with
        {
            Name = request.Name ?? endpoint.Name,
            Events = request.Events is null ? endpoint.Events : WebhookRules.ToEvents(request.Events),
            Receiver = endpoint.Receiver with { Url = request.Url ?? endpoint.Receiver.Url, Headers = request.Headers ?? endpoint.Receiver.Headers },
        };
        return request.Enabled switch
        {
            true when endpoint.Disabled is not null => changed with { Disabled = null, FailingSince = null, PausedUntil = null },
            false when endpoint.Disabled is null => changed with { Disabled = EndpointDisabled.ByOwner },
            _ => changed,
        };
    }

    /// <param name="now">Decides whether an old secret still signs.</param>
    public static EndpointItem ToItem(WebhookEndpoint endpoint, DateTimeOffset now) => new(
        endpoint.Id,
        endpoint.Name,
        endpoint.Receiver.Url,
        WebhookEventNames.ToWords(endpoint.Events),
        endpoint.Receiver.SigningKey is null ? WebhookRules.Secrets : WebhookRules.Ed25519,
        endpoint.Receiver.SigningKey is { } key ? SigningKey.ToPublic(key) : null,
        endpoint.Receiver.Retired?.Until is { } until && until > now ? until : null,
        [.. endpoint.Receiver.Headers?.Keys ?? []],
        endpoint.Created,
        endpoint.Disabled is null,
        endpoint.Disabled is { } reason ? ToWord(reason) : null,
        endpoint.FailingSince,
        endpoint.PausedUntil > now ? endpoint.PausedUntil : null);

    public static DeliveryItem ToItem(Delivery delivery) => new(
        delivery.Key.Id,
        delivery.Key.MessageId,
        WebhookEventNames.ToWord(delivery.Event),
        delivery.Event == WebhookEvents.Test ? null : delivery.Key.JobId,
        delivery.Key.Receiver == Subscription.Own ? null : delivery.Key.Receiver,
        ToWord(delivery.State),
        delivery.Created,
        delivery.AttemptCount);

    public static DeliveryResponse ToResponse(Delivery delivery) => new(
        ToItem(delivery),
        delivery.Body.ToString(),
        [.. delivery.Attempts.Select(attempt => new AttemptItem(
            attempt.Time, attempt.Status, attempt.Fault is { } fault ? ToWord(fault) : null, attempt.Milliseconds, attempt.Answer))]);

    private static string ToWord<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
