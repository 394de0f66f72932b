using DurableTask.Core;
using DurableTask.Core.Entities;
using DurableTask.Core.Query;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Newtonsoft.Json;

namespace Emulators.FunctionsHost.Durable;

/// <summary>Puts an orchestration service of DurableTask.Core behind the durable extension. What a service does not offer the extension refuses in its own words.</summary>
internal sealed class LocalDurabilityProvider(string name, IOrchestrationService service, IOrchestrationServiceClient client)
    : DurabilityProvider(name, service, client, name)
{
    /// <summary>The services tell waiting clients by themselves.</summary>
    public override bool SupportsPollFreeWait => true;

    public override bool GuaranteesOrderedDelivery => true;

    /// <summary>No timer is too long for a file.</summary>
    public override TimeSpan MaximumDelayTime { get; set; } = TimeSpan.MaxValue;

    public override async Task<IList<OrchestrationState>> GetOrchestrationStateWithInputsAsync(string instanceId, bool showInput = true) =>
        await GetOrchestrationStateAsync(instanceId, allExecutions: false);

    public override async Task<PurgeHistoryResult> PurgeInstanceHistoryByInstanceId(string instanceId) =>
        new((await ((IOrchestrationServicePurgeClient)this).PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount);

    public override async Task<int> PurgeHistoryByFilters(DateTime createdTimeFrom, DateTime? createdTimeTo, IEnumerable<OrchestrationStatus> runtimeStatus) =>
        (await ((IOrchestrationServicePurgeClient)this).PurgeInstanceStateAsync(new PurgeInstanceFilter(createdTimeFrom, createdTimeTo, runtimeStatus))).DeletedInstanceCount;

    public override async Task<IList<OrchestrationState>> GetAllOrchestrationStates(CancellationToken cancellationToken) =>
        [.. (await ((IOrchestrationServiceQueryClient)this).GetOrchestrationWithQueryAsync(new OrchestrationQuery(), cancellationToken)).OrchestrationState];

    public override async Task<string?> RetrieveSerializedEntityState(Microsoft.Azure.WebJobs.Extensions.DurableTask.EntityId entityId, JsonSerializerSettings serializierSettings) =>
        ((IEntityOrchestrationService)this).EntityBackendQueries is { } queries
            ? (await queries.GetEntityAsync(new global::DurableTask.Core.Entities.EntityId(entityId.EntityName, entityId.EntityKey), includeState: true))?.SerializedState
            : await base.RetrieveSerializedEntityState(entityId, serializierSettings);

    public override void SetUseSeparateQueueForEntityWorkItems(bool newValue)
    {
        // Each service has its own way, from the start.
    }
}
