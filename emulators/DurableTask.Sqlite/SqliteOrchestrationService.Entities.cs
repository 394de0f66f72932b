using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Sqlite.Entities;

namespace DurableTask.Sqlite;

/// <content>Entities: instances whose ids begin with @, dispatched separately from orchestrations.</content>
public sealed partial class SqliteOrchestrationService
{
    public EntityBackendProperties EntityBackendProperties => new()
    {
        // A message is delivered in the transaction that sends it: once, and in order.
        EntityMessageReorderWindow = TimeSpan.Zero,
        MaxConcurrentTaskEntityWorkItems = _options.MaxConcurrentEntities,
        MaximumSignalDelayTime = TimeSpan.MaxValue,
        SupportsImplicitEntityDeletion = false,
        UseSeparateQueueForEntityWorkItems = true,
    };

    public EntityBackendQueries EntityBackendQueries => new EntityQueries(() => Hub);

    /// <inheritdoc cref="LockNextTaskOrchestrationWorkItemAsync"/>
    public Task<TaskOrchestrationWorkItem> LockNextOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken)!;

    /// <returns>Null if nothing arrived in time.</returns>
    public Task<TaskOrchestrationWorkItem> LockNextEntityWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        LockNextAsync(Hub, Hub.ReadyEntities, receiveTimeout, cancellationToken)!;
}
