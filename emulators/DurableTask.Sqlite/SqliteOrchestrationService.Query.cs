using DurableTask.Core;
using DurableTask.Core.Query;
using DurableTask.Sqlite.Clients;
using DurableTask.Sqlite.Storage;

namespace DurableTask.Sqlite;

/// <content>Lists and purges.</content>
public sealed partial class SqliteOrchestrationService
{
    /// <summary>Instances per transaction of a purge.</summary>
    private const int PurgeStep = 200;

    /// <summary>Lists instances in the order of their creation.</summary>
    /// <exception cref="ArgumentException">The continuation token did not come from this method.</exception>
    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        cancellationToken.ThrowIfCancellationRequested();
        if (query.TaskHubNames is { Count: > 0 } names && !names.Contains(_options.HubName))
        {
            return Task.FromResult(new OrchestrationQueryResult([], null));
        }

        var filter = new InstanceFilter(
            query.RuntimeStatus is { Count: > 0 } statuses ? [.. statuses] : null,
            query.CreatedTimeFrom,
            query.CreatedTimeTo,
            InstanceIdPrefix: query.InstanceIdPrefix,
            ExcludesEntities: query.ExcludeEntities);
        var page = InstancePage.Read(Hub.Reads, filter, query.ContinuationToken, query.PageSize);
        return Task.FromResult(new OrchestrationQueryResult(
            [.. page.Items.Select(item => item.State.ClearFieldsImmutably(!query.FetchInputsAndOutputs, !query.FetchInputsAndOutputs))],
            page.ContinuationToken));
    }

    /// <summary>Deletes an ended instance from the file; an open one stays.</summary>
    public async Task<PurgeResult> PurgeInstanceStateAsync(string instanceId)
    {
        var row = Hub.Reads.Read(reads => reads.FindRow(instanceId));
        var deleted = row is null ? 0 : await Hub.WriteAsync(new PurgeChange(Hub, [row.Value])).ConfigureAwait(false);
        return new PurgeResult(deleted, isComplete: true);
    }

    /// <summary>Deletes ended instances from the file, a few hundred at a time, until none is left or the filter's time limit is reached.</summary>
    public Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter)
    {
        ArgumentNullException.ThrowIfNull(purgeInstanceFilter);
        var filter = new InstanceFilter(
            Ended(purgeInstanceFilter.RuntimeStatus), purgeInstanceFilter.CreatedTimeFrom, purgeInstanceFilter.CreatedTimeTo);
        return PurgeAsync(filter, purgeInstanceFilter.Timeout);
    }

    /// <summary>Deletes ended instances older than a given time from the file.</summary>
    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType)
    {
        var ended = new InstanceFilter(Ended(null));
        return PurgeAsync(
            timeRangeFilterType switch
            {
                OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter => ended with { CreatedTo = thresholdDateTimeUtc },
                OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter => ended with { CompletedTo = thresholdDateTimeUtc },
                _ => ended with { UpdatedTo = thresholdDateTimeUtc },
            },
            timeout: null);
    }

    private async Task<PurgeResult> PurgeAsync(InstanceFilter filter, TimeSpan? timeout)
    {
        var started = _options.TimeProvider.GetTimestamp();
        var deleted = 0;
        long last = 0;
        while (timeout is null || _options.TimeProvider.GetElapsedTime(started) < timeout)
        {
            var found = Hub.Reads.Read(reads => reads.ListRows(filter, last, PurgeStep));
            if (found.Count == 0)
            {
                return new PurgeResult(deleted, isComplete: true);
            }

            deleted += await Hub.WriteAsync(new PurgeChange(Hub, found)).ConfigureAwait(false);
            last = found[^1];
        }

        return new PurgeResult(deleted, isComplete: false);
    }

    private static OrchestrationStatus[] Ended(IEnumerable<OrchestrationStatus>? asked) =>
        [.. (asked ?? Enum.GetValues<OrchestrationStatus>()).Where(static status => status.IsTerminal())];
}
