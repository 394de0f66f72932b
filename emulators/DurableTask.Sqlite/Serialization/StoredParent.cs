using System.Text.Json.Serialization;
using DurableTask.Core;

namespace DurableTask.Sqlite.Serialization;

/// <summary>A <see cref="ParentInstance"/> as it is stored.</summary>
internal sealed record StoredParent(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("version")] string? Version,
    [property: JsonPropertyName("of")] int TaskScheduleId,
    [property: JsonPropertyName("instance")] StoredInstance? Instance)
{
    public static StoredParent? From(ParentInstance? parent) => parent is null
        ? null
        : new StoredParent(parent.Name, parent.Version, parent.TaskScheduleId, StoredInstance.From(parent.OrchestrationInstance));

    public ParentInstance Restore() => new()
    {
        Name = Name,
        Version = Version,
        TaskScheduleId = TaskScheduleId,
        OrchestrationInstance = Instance?.Restore(),
    };
}
