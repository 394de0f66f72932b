using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Webhooks.Signatures;

namespace SegFunctions.Webhooks;

/// <summary>Our own dialect: Standard Webhooks 1.0.</summary>
public sealed class StandardDialect(PublicLinks links) : IWebhookDialect
{
    private static readonly JsonSerializerOptions Json = new()
    {
        // The body is never embedded in HTML, so metadata can stay legible.
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

    /// <summary>Writes at most 20 kB, if the items were selected by <see cref="MessageSize"/>.</summary>
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

/// <summary>Null properties are absent; a test message has only the sequence.</summary>
/// <param name="Status"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>failed</c>, <c>canceled</c>.</param>
/// <param name="Sequence">Greater for later messages of the same job.</param>
/// <param name="Items">With <c>item.…</c>: the items since the last such message.</param>
/// <param name="Error">With <c>job.failed</c> only.</param>
/// <param name="Urls">Addresses in the API: they require an API key and do not expire.</param>
/// <param name="ExpiresAt">With <c>archive.ready</c>: when the archive expires.</param>
/// <param name="Metadata">The client's own key-value pairs, as submitted with the job.</param>
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

/// <param name="Error">Absent unless the item failed.</param>
internal sealed record StandardBodyItem(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("error")] string? Error);

/// <param name="Code">Machine-readable, such as <c>input_missing</c>.</param>
/// <param name="Message">A sentence for human readers.</param>
internal sealed record StandardBodyError(
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("message")] string Message);
