using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Webhooks;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI's webhooks: when a task ends, the body of GET is sent along with the time of its end, by which receivers recognize a repeated message.</summary>
internal sealed class PiApiDialect(PiApiTasks tasks) : IWebhookDialect
{
    private const string SecretHeader = "x-webhook-secret";

    /// <summary>A task's receiver is notified of its end, unless it was canceled, with up to three attempts.</summary>
    public static Subscription Subscription { get; } =
        new(Jobs.Subscription.Own, WebhookEvents.JobCompleted | WebhookEvents.JobFailed, PiApiSurface.Name, DeliveryPlan.ThreeTries);

    public string Name => PiApiSurface.Name;

    /// <summary>False, since the body depends on what is stored when it is written.</summary>
    public bool IsRepeatable => false;

    public async Task<BinaryData> WriteAsync(
        WebhookMessage message, Receiver receiver, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var job = await tasks.FindJobAsync(durable, message.Account, JobId.Parse(message.JobId), cancellationToken);
        var body = new WebhookBody(message.Time.ToUnixTimeSeconds(), await tasks.GetAsync(job, cancellationToken));
        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(body, PiApiJson.Options));
    }

    /// <summary>Sends the secret itself: the vendor has no signatures.</summary>
    public void Sign(HttpRequestMessage request, string messageId, ReadOnlySpan<byte> body, Receiver receiver, DateTimeOffset now)
    {
        if (receiver.Secret is { Length: > 0 } secret)
        {
            request.Headers.TryAddWithoutValidation(SecretHeader, secret);
        }
    }
}

/// <summary>The body sent to a task's webhook.</summary>
/// <param name="Timestamp">When the task ended, Unix seconds; the same in every attempt.</param>
/// <param name="Data">The task, as GET returns it.</param>
internal sealed record WebhookBody(
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("data")] TaskItem Data);
