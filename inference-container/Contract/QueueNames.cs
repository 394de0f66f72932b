namespace SegFunctions.Contract;

/// <summary>The two Service Bus queues. Their limits on a single machine are in <c>infra/service-bus-emulator.json</c>.</summary>
public static class QueueNames
{
    /// <summary>Functions app → worker: one <see cref="InferenceRequest"/> per message.</summary>
    public const string Requests = "inference-requests";

    /// <summary>Worker → functions app: one <see cref="InferenceUpdate"/> per message.</summary>
    public const string Updates = "inference-completions";
}
