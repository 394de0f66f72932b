using System.Text.Json.Serialization;
using DurableTask.Core.Tracing;

namespace DurableTask.Sqlite.Serialization;

/// <summary>A <see cref="DistributedTraceContext"/> as it is stored.</summary>
internal sealed record StoredTrace(
    [property: JsonPropertyName("parent")] string TraceParent,
    [property: JsonPropertyName("state")] string? TraceState,
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("span")] string? SpanId,
    [property: JsonPropertyName("started")] DateTimeOffset? StartedAt)
{
    public static StoredTrace? From(DistributedTraceContext? trace) => trace is null
        ? null
        : new StoredTrace(trace.TraceParent, trace.TraceState, trace.Id, trace.SpanId, trace.ActivityStartTime);

    public DistributedTraceContext Restore() =>
        new(TraceParent, TraceState) { Id = Id, SpanId = SpanId, ActivityStartTime = StartedAt };
}
