using DurableTask.Core;
using DurableTask.Core.Entities;

namespace DurableTask.Sqlite.Entities;

/// <summary>
/// Reads an entity from its instance: its status is the custom status, its state is in the input of the next episode.
/// </summary>
internal static class EntityReading
{
    public static EntityStatus StatusOf(OrchestrationState state) => ClientEntityHelpers.GetEntityStatus(state.Status) ?? new EntityStatus();

    /// <returns>Null for an entity without a state, unless <paramref name="includeTransient"/>.</returns>
    public static EntityBackendQueries.EntityMetadata? Read(OrchestrationState state, bool includeState, bool includeTransient)
    {
        var status = StatusOf(state);
        if (!status.EntityExists && !includeTransient)
        {
            return null;
        }

        return new EntityBackendQueries.EntityMetadata
        {
            EntityId = EntityId.FromString(state.OrchestrationInstance.InstanceId),
            LastModifiedTime = state.LastUpdatedTime,
            BacklogQueueSize = status.BacklogQueueSize,
            LockedBy = status.LockedBy,
            SerializedState = includeState ? ClientEntityHelpers.GetEntityState(state.Input) : null,
        };
    }
}
