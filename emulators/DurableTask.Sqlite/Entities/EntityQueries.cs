using DurableTask.Core.Entities;
using DurableTask.Sqlite.Hub;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite.Entities;

/// <summary>Finds, lists and cleans up entities.</summary>
/// <param name="hub">The hub that contains them.</param>
internal sealed class EntityQueries(Func<OpenHub> hub) : EntityBackendQueries
{
    private const int DefaultPageSize = 100;

    public override Task<EntityMetadata?> GetEntityAsync(
        EntityId id, bool includeState = false, bool includeStateless = false, CancellationToken cancellation = default) =>
        Task.FromResult(hub().Reads.Read(reads => reads.FindState(id.ToString())) is { } state
            ? EntityReading.Read(state, includeState, includeStateless)
            : null);

    public override Task<EntityQueryResult> QueryEntitiesAsync(EntityQuery query, CancellationToken cancellation)
    {
        var page = InstancePage.Read(
            hub().Reads,
            new InstanceFilter(
                Status.Open,
                UpdatedFrom: query.LastModifiedFrom,
                UpdatedTo: query.LastModifiedTo,
                InstanceIdPrefix: string.IsNullOrEmpty(query.InstanceIdStartsWith) ? "@" : query.InstanceIdStartsWith),
            query.ContinuationToken,
            query.PageSize ?? DefaultPageSize);
        return Task.FromResult(new EntityQueryResult
        {
            Results =
            [
                .. page.Items.Select(item => EntityReading.Read(item.State, query.IncludeState, query.IncludeTransient))
                    .OfType<EntityMetadata>(),
            ],
            ContinuationToken = page.ContinuationToken,
        });
    }

    public override async Task<CleanEntityStorageResult> CleanEntityStorageAsync(
        CleanEntityStorageRequest request = default, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var page = InstancePage.Read(
            hub().Reads, new InstanceFilter(Status.Open, InstanceIdPrefix: "@"), request.ContinuationToken, DefaultPageSize);
        var cleanup = new EntityCleanup(hub(), page.Items);
        return new CleanEntityStorageResult
        {
            OrphanedLocksReleased = request.ReleaseOrphanedLocks ? await cleanup.ReleaseOrphanedLocksAsync().ConfigureAwait(false) : 0,
            EmptyEntitiesRemoved = request.RemoveEmptyEntities ? await cleanup.RemoveEmptyAsync().ConfigureAwait(false) : 0,
            ContinuationToken = page.ContinuationToken,
        };
    }
}
