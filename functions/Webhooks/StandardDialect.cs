using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Webhooks;

/// <summary>Our own: Standard Webhooks 1.0.</summary>
public sealed class StandardDialect(PublicLinks links) : IWebhookDialect
{
    private static readonly JsonSerializerOptions Json = new()
    {
        // Never HTML, so that metadata stays legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public string Name => "standard";

    public bool IsRepeatable => true;

    public Task<BinaryData> WriteAsync(WebhookMessage message, Receiver receiver, DurableTaskClient durable, CancellationToken cancellationToken) =>
        Task.FromResult(Write(message));

    public void Sign(HttpRequestMessage request, string messageId, ReadOnlySpan<byte> body, Receiver receiver, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds();
        request.Headers.Add("webhook-id", messageId);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardSignature.Create(messageId, timestamp, body, receiver, now));
    }

    /// <summary>At most 20 kB, as long as the message's items are those that fit.</summary>
    internal BinaryData Write(WebhookMessage message) => BinaryData.FromObjectAsJson(
        new StandardBody(WebhookEventNames.ToWord(message.Event), ToText(message.Time), message.Event == WebhookEvents.Test ? ToTest(message) : ToData(message)),
        Json);

    private static StandardBodyContent ToTest(WebhookMessage message) => new(null, null, message.Sequence, null, null, null, null, null, null);

    private StandardBodyContent ToData(WebhookMessage message)
    {
        var job = links.To("v1/jobs", message.JobId);
        return new StandardBodyContent(
            message.JobId,
            ToWord(message.Status),
            message.Sequence,
            message.ItemCount,
            message.Items?.Select(item => new StandardBodyItem(item.Name, ToWord(item.Status), item.Error is { } code ? ToWord(code) : null)).ToList(),
            message.Error is { } error ? new StandardBodyError(ToWord(error.Code), error.Message) : null,
            new Dictionary<string, string> { ["job"] = job, ["result"] = $"{job}/result", ["download"] = $"{job}/download" },
            message.Expires is { } expires ? ToText(expires) : null,
            message.Metadata);
    }

    private static string ToWord<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <param name="Type"><c>job.completed</c> and the like.</param>
/// <param name="Timestamp">When it happened, to the second; the same in every attempt.</param>
internal sealed record StandardBody(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("data")] StandardBodyContent Data);

/// <summary>What is null is absent; a test has the sequence alone.</summary>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>failed</c>, <c>canceled</c>.</param>
/// <param name="Sequence">A later message of the same job has a greater one.</param>
/// <param name="Items">With <c>item.…</c>: those since the last such message.</param>
/// <param name="Error">With <c>job.failed</c>.</param>
/// <param name="Urls">Addresses in the API: they need the key and do not expire.</param>
/// <param name="ExpiresAt">With <c>archive.ready</c>.</param>
/// <param name="Metadata">As it came with the job.</param>
internal sealed record StandardBodyContent(
    [property: JsonPropertyName("jobId")] string? JobId,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("sequence")] long Sequence,
    [property: JsonPropertyName("totalItems")] int? TotalItems,
    [property: JsonPropertyName("items")] IReadOnlyList<StandardBodyItem>? Items,
    [property: JsonPropertyName("error")] StandardBodyError? Error,
    [property: JsonPropertyName("urls")] IReadOnlyDictionary<string, string>? Urls,
    [property: JsonPropertyName("expiresAt")] string? ExpiresAt,
    [property: JsonPropertyName("metadata")] IReadOnlyDictionary<string, string>? Metadata);

/// <param name="Error">Absent unless it failed.</param>
internal sealed record StandardBodyItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error")] string? Error);

/// <param name="Code">For programs, such as <c>input_missing</c>.</param>
/// <param name="Message">For people.</param>
internal sealed record StandardBodyError(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message);
