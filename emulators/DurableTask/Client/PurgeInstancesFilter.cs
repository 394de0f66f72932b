namespace Microsoft.DurableTask.Client;

/// <summary>Which ended instances are purged; null is no restriction, and instances that have not ended never are.</summary>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);
