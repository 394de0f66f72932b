using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Emulation.History;

/// <summary>One row of an instance's history: a message that came in, or an episode that consumed some.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Episode), "episode")]
[JsonDerivedType(typeof(TaskCompleted), "completed")]
[JsonDerivedType(typeof(TaskFailed), "failed")]
[JsonDerivedType(typeof(TimerFired), "fired")]
[JsonDerivedType(typeof(EventRaised), "raised")]
internal abstract record HistoryEvent
{
    public byte[] ToJson() => System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(this, HistoryJson.Default.HistoryEvent);

    public static HistoryEvent FromJson(ReadOnlySpan<byte> json) =>
        System.Text.Json.JsonSerializer.Deserialize(json, HistoryJson.Default.HistoryEvent)
        ?? throw new InvalidDataException("A row of the history is empty.");
}
