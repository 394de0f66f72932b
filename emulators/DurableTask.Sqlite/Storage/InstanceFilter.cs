using DurableTask.Core;

namespace DurableTask.Sqlite.Storage;

/// <summary>Which instances a list names. Null leaves a condition out; all times are included.</summary>
internal sealed record InstanceFilter(
    IReadOnlyCollection<OrchestrationStatus>? Statuses = null,
    DateTime? CreatedFrom = null,
    DateTime? CreatedTo = null,
    DateTime? CompletedTo = null,
    DateTime? UpdatedFrom = null,
    DateTime? UpdatedTo = null,
    string? InstanceIdPrefix = null,
    bool ExcludesEntities = false);
