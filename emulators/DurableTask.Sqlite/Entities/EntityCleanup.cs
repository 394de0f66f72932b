using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Sqlite.Clients;
using DurableTask.Sqlite.Deliveries;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite.Entities;

/// <summary>Cleans up a set of entities.</summary>
internal sealed class EntityCleanup(OpenHub hub, IReadOnlyList<(long Row, OrchestrationState State)> entities)
{
    /// <summary>Unlocks the entities whose locking orchestration no longer exists.</summary>
    /// <returns>How many were unlocked.</returns>
    public async Task<int> ReleaseOrphanedLocksAsync()
    {
        List<IDelivery> releases =
        [
            .. entities
                .Select(static entity => (entity.State.OrchestrationInstance.InstanceId, Owner: EntityReading.StatusOf(entity.State).LockedBy))
                .Where(entity => entity.Owner is not null && IsGone(entity.Owner))
                .Select(entity => Delivery.Of(hub, ClientEntityHelpers.EmitUnlockForOrphanedLock(
                    new OrchestrationInstance { InstanceId = entity.InstanceId }, entity.Owner!).AsTaskMessage())),
        ];
        await hub.WriteAsync(new SendChange(releases)).ConfigureAwait(false);
        return releases.Count;
    }

    /// <summary>Deletes the entities that have no state, no lock and no pending messages.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<int> RemoveEmptyAsync() => hub.WriteAsync(new EmptyEntitiesRemoval(hub,
    [
        .. entities
            .Where(static entity => EntityReading.StatusOf(entity.State) is { EntityExists: false, BacklogQueueSize: 0, LockedBy: null })
            .Select(static entity => (entity.Row, (string?)entity.State.Status)),
    ]));

    private bool IsGone(string instanceId) => hub.Reads.Read(reads => reads.FindStatus(instanceId)) is not { } status || status.IsTerminal();
}
