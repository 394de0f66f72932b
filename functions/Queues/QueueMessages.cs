using System.Text.Json;
using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Queues;

/// <summary>Reads message bodies. Senders are trusted not to be malicious, but not to be free of mistakes.</summary>
internal static class QueueMessages
{
    /// <returns>Null if the body is not an update of a job.</returns>
    public static InferenceUpdate? TryReadUpdate(ServiceBusReceivedMessage message) =>
        TryRead<InferenceUpdate>(message) is { } update && JobId.TryParse(update.JobId, out _) ? Bound(update) : null;

    /// <returns>Null if the body is not a request for a job.</returns>
    public static InferenceRequest? TryReadRequest(ServiceBusReceivedMessage message) =>
        TryRead<InferenceRequest>(message) is { } request && JobId.TryParse(request.JobId, out _) ? request : null;

    private static T? TryRead<T>(ServiceBusReceivedMessage message)
        where T : class
    {
        try
        {
            return message.Body.ToObjectFromJson<T>(ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Truncates the error message: an event must stay small, however long the message of a worker's exception is. Drops a duration that is no finite number: an event
    /// that cannot be written would hold up the updates that were received with it.
    /// </summary>
    private static InferenceUpdate Bound(InferenceUpdate update) => update with
    {
        Error = update.Error is { Message.Length: > JobError.MaxMessageLength } error ? error with { Message = error.Message[..JobError.MaxMessageLength] } : update.Error,
        WorkedMilliseconds = update.WorkedMilliseconds is { } worked && double.IsFinite(worked) ? worked : null,
    };
}
