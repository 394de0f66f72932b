using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.PiApi;

/// <summary>How PiAPI tells of a task's end: what GET shows, beside the time at which it ended, by which receivers know a repeated message.</summary>
internal sealed class PiApiDialect(PiApiTasks tasks) : IWebhookDialect
{
    private const string SecretHeader = "x-webhook-secret";

    /// <summary>A task's receiver hears of its end, unless it is canceled; three times if it does not answer.</summary>
    public static Subscription Subscription { get; } =
        new(Jobs.Subscription.Own, WebhookEvents.JobCompleted | WebhookEvents.JobFailed, PiApiSurface.Name, DeliveryPlan.ThreeTries);

    public string Name => PiApiSurface.Name;

    /// <summary>It says what is stored when it is written.</summary>
    public bool IsRepeatable => false;

    public async Task<BinaryData> WriteAsync(
        WebhookMessage message, Receiver receiver, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var job = await tasks.FindJobAsync(durable, message.Account, JobId.Parse(message.JobId), cancellationToken);
        var body = new WebhookBody(message.Time.ToUnixTimeSeconds(), await tasks.GetAsync(job, cancellationToken));
        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(body, PiApiJson.Options));
    }

    /// <summary>The secret as it is: the vendor has no signature.</summary>
    public void Sign(HttpRequestMessage request, string messageId, ReadOnlySpan<byte> body, Receiver receiver, DateTimeOffset now)
    {
        if (receiver.Secret is { Length: > 0 } secret)
        {
            request.Headers.TryAddWithoutValidation(SecretHeader, secret);
        }
    }
}

/// <summary>Sent to a task's webhook.</summary>
/// <param name="Timestamp">When the task ended, seconds since 1970; the same in every attempt.</param>
/// <param name="Data">As GET shows the task.</param>
internal sealed record WebhookBody(
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("data")] TaskItem Data);
