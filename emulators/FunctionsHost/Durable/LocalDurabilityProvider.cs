using DurableTask.Core;
using DurableTask.Core.Query;
using DurableTask.Sqlite;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;
using Newtonsoft.Json;

namespace Emulators.FunctionsHost.Durable;

/// <summary>Adapts the store's service to the durable extension, which itself refuses what the service does not offer.</summary>
internal sealed class LocalDurabilityProvider(string name, SqliteOrchestrationService service) : DurabilityProvider(name, service, service, name)
{
    /// <summary>The service notifies waiting clients by itself.</summary>
    public override bool SupportsPollFreeWait => true;

    public override bool GuaranteesOrderedDelivery => true;

    /// <summary>A timer in a file can be of any length.</summary>
    public override TimeSpan MaximumDelayTime { get; set; } = TimeSpan.MaxValue;

    public override async Task<IList<OrchestrationState>> GetOrchestrationStateWithInputsAsync(string instanceId, bool showInput = true) =>
        await GetOrchestrationStateAsync(instanceId, allExecutions: false);

    public override async Task<PurgeHistoryResult> PurgeInstanceHistoryByInstanceId(string instanceId) =>
        new((await service.PurgeInstanceStateAsync(instanceId)).DeletedInstanceCount);

    public override async Task<int> PurgeHistoryByFilters(DateTime createdTimeFrom, DateTime? createdTimeTo, IEnumerable<OrchestrationStatus> runtimeStatus) =>
        (await service.PurgeInstanceStateAsync(new PurgeInstanceFilter(createdTimeFrom, createdTimeTo, runtimeStatus))).DeletedInstanceCount;

    public override async Task<IList<OrchestrationState>> GetAllOrchestrationStates(CancellationToken cancellationToken)
    {
        var all = new List<OrchestrationState>();
        string? token = null;
        do
        {
            var page = await service.GetOrchestrationWithQueryAsync(new OrchestrationQuery { ContinuationToken = token }, cancellationToken);
            all.AddRange(page.OrchestrationState);
            token = page.ContinuationToken;
        }
        while (token is not null);
        return all;
    }

    public override Task RewindAsync(string instanceId, string reason) => service.RewindAsync(instanceId, reason);

    public override async Task<string?> RetrieveSerializedEntityState(Microsoft.Azure.WebJobs.Extensions.DurableTask.EntityId entityId, JsonSerializerSettings serializierSettings) =>
        (await service.EntityBackendQueries.GetEntityAsync(new global::DurableTask.Core.Entities.EntityId(entityId.EntityName, entityId.EntityKey), includeState: true))?.SerializedState;

    public override void SetUseSeparateQueueForEntityWorkItems(bool newValue)
    {
        // Always on, from the start.
    }
}
