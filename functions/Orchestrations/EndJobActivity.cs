using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Orchestrations;

/// <summary>
/// Ends a job if every blob named in the winners' documents is stored: writes the manifest, once, then settles the tokens, and then copies the terminal status to
/// the job's row. Hence a client that sees the job ended has its tokens back. If it runs twice, the second run finds everything done.
/// </summary>
public sealed class EndJobActivity(ResultStore results, ManifestStore manifests, AccountLedger ledger, EndedJobs ended)
{
    /// <returns>If results are missing, nothing has been written.</returns>
    [Function(FunctionNames.EndJob)]
    public async Task<JobEnd> RunAsync([ActivityTrigger] TerminalJob job, CancellationToken cancellationToken)
    {
        var (id, spec, outcome) = job;
        var missing = await results.FindIncompleteAsync(new ResultPaths(spec.Account, id), outcome.Winners, spec.Video is not null, cancellationToken);
        if (missing.Length == 0)
        {
            await manifests.WriteAsync(job, cancellationToken);
        }
        else if (await manifests.FindAsync(spec.Account, JobId.Parse(id), cancellationToken) is null)
        {
            return new JobEnd(missing, null);
        }

        // A manifest does not change: an earlier run that wrote it, or settled, before it was interrupted has already established that nothing is missing.
        var settlement = await ledger.SettleAsync(spec.Account, JobId.Parse(id), spec.Terms.PriceOf(outcome.Units), cancellationToken);
        var finding = settlement.LeavesStaged ? ledger.FindOldestStagedAsync(spec.Account, cancellationToken) : Task.FromResult<JobId?>(null);
        await Task.WhenAll(finding, ended.RecordAsync(job, cancellationToken));
        return new JobEnd([], (await finding)?.ToString());
    }
}

/// <param name="Missing">Indexes of the items whose results are incomplete, so that the job could not be ended.</param>
/// <param name="Next">A staged job whose turn may have come, and which must be notified; null for none.</param>
public sealed record JobEnd(IReadOnlyList<int> Missing, string? Next);
