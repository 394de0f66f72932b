using System.Text.Json;
using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Completions;

/// <summary>Message bodies. Whoever can write to a queue is trusted to mean well, not to be free of mistakes.</summary>
internal static class QueueMessages
{
    /// <returns>Null when the body is no update of a job.</returns>
    public static InferenceUpdate? TryReadUpdate(ServiceBusReceivedMessage message) =>
        TryRead<InferenceUpdate>(message) is { } update && JobId.TryParse(update.JobId, out _) ? Bound(update) : null;

    /// <returns>Null when the body is no request for a job.</returns>
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

    /// <summary>An event must stay small, whatever a worker's exception had to say.</summary>
    private static InferenceUpdate Bound(InferenceUpdate update) => update.Error is { Message.Length: > JobError.MaxMessageLength } error
        ? update with { Error = error with { Message = error.Message[..JobError.MaxMessageLength] } }
        : update;
}
