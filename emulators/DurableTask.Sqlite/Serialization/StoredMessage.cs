using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using DurableTask.Core;

namespace DurableTask.Sqlite.Serialization;

/// <summary>A <see cref="TaskMessage"/> as it is stored.</summary>
internal sealed record StoredMessage(
    [property: JsonPropertyName("event")] StoredEvent Event,
    [property: JsonPropertyName("instance")] StoredInstance? Instance,
    [property: JsonPropertyName("number")] long SequenceNumber,
    [property: JsonPropertyName("tags")] IDictionary<string, string>? OrchestrationTags)
{
    public static StoredMessage From(TaskMessage message) => new(
        EventRecorder.Record(message.Event),
        StoredInstance.From(message.OrchestrationInstance),
        message.SequenceNumber,
        message.OrchestrationExecutionContext?.OrchestrationTags);

    public TaskMessage Restore() => new()
    {
        Event = EventRestorer.Restore(Event),
        OrchestrationInstance = Instance?.Restore(),
        SequenceNumber = SequenceNumber,
        OrchestrationExecutionContext = OrchestrationTags is null ? null : Context(OrchestrationTags),
    };

    private static OrchestrationExecutionContext Context(IDictionary<string, string> tags)
    {
        var context = new OrchestrationExecutionContext();
        SetTags(context, tags);
        return context;
    }

    /// <summary>The engine's serializer sets it; there is no public setter.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_OrchestrationTags")]
    private static extern void SetTags(OrchestrationExecutionContext context, IDictionary<string, string> tags);
}
