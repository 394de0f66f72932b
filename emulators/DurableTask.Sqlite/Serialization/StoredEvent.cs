using System.Text.Json.Serialization;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableTask.Sqlite.Serialization;

/// <summary>A history event as it is stored: one flat shape for all types, without the properties that a type does not have.</summary>
internal sealed record StoredEvent
{
    /// <summary>
    /// Stored by name, so that the file is readable and survives renumbering by the engine. Never omitted, since the first type is zero.
    /// </summary>
    [JsonPropertyName("type")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    [JsonConverter(typeof(JsonStringEnumConverter<EventType>))]
    public required EventType Type { get; init; }

    [JsonPropertyName("id")]
    public int Id { get; init; }

    [JsonPropertyName("at")]
    public DateTime Timestamp { get; init; }

    [JsonPropertyName("played")]
    public bool IsPlayed { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("version")]
    public string? Version { get; init; }

    /// <summary>Input, result or data, whichever the type has.</summary>
    [JsonPropertyName("payload")]
    public string? Payload { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("details")]
    public string? Details { get; init; }

    /// <summary><see cref="FailureDetails"/> or <see cref="OrchestrationState"/>, as separate JSON.</summary>
    [JsonPropertyName("nested")]
    public string? Nested { get; init; }

    /// <summary>Event id of the task, child or timer that this event is about.</summary>
    [JsonPropertyName("of")]
    public int Subject { get; init; }

    /// <summary>When a timer fires, or an orchestration starts.</summary>
    [JsonPropertyName("due")]
    public DateTime? Due { get; init; }

    [JsonPropertyName("status")]
    public OrchestrationStatus Status { get; init; }

    [JsonPropertyName("target")]
    public string? TargetInstanceId { get; init; }

    [JsonPropertyName("instance")]
    public StoredInstance? Instance { get; init; }

    [JsonPropertyName("parent")]
    public StoredParent? Parent { get; init; }

    [JsonPropertyName("parentExecution")]
    public string? ParentExecutionId { get; init; }

    [JsonPropertyName("tags")]
    public IDictionary<string, string>? Tags { get; init; }

    [JsonPropertyName("trace")]
    public StoredTrace? Trace { get; init; }

    [JsonPropertyName("correlation")]
    public string? Correlation { get; init; }

    [JsonPropertyName("span")]
    public string? ClientSpanId { get; init; }

    [JsonPropertyName("generation")]
    public int? Generation { get; init; }

    [JsonPropertyName("newTrace")]
    public bool GenerateNewTrace { get; init; }
}
