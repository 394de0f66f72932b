using System.Text.Json.Serialization;
using DurableTask.Core;

namespace DurableTask.Sqlite.Serialization;

/// <summary>An <see cref="OrchestrationInstance"/> as it is stored.</summary>
internal sealed record StoredInstance(
    [property: JsonPropertyName("id")] string? InstanceId,
    [property: JsonPropertyName("execution")] string? ExecutionId)
{
    public static StoredInstance? From(OrchestrationInstance? instance) =>
        instance is null ? null : new StoredInstance(instance.InstanceId, instance.ExecutionId);

    public OrchestrationInstance Restore() => new() { InstanceId = InstanceId, ExecutionId = ExecutionId };
}
