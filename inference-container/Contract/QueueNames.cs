namespace SegFunctions.Contract;

/// <summary>The two Service Bus queues. Their limits stand in <c>infra/service-bus-emulator.json</c> for one machine.</summary>
public static class QueueNames
{
    /// <summary>Functions app → worker: one <see cref="InferenceRequest"/> a message.</summary>
    public const string Requests = "inference-requests";

    /// <summary>Worker → functions app: one <see cref="InferenceUpdate"/> a message.</summary>
    public const string Completions = "inference-completions";
}
