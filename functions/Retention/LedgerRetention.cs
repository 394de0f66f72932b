using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;

namespace SegFunctions.Retention;

/// <summary>Releases the tokens of jobs that ended without being settled: never started, failed or terminated.</summary>
public sealed class LedgerRetention(AccountLedger ledger, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <returns>How many jobs were settled.</returns>
    public async Task<int> SettleLostAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var latest = time.GetUtcNow() - options.Value.LostJobs;
        var settled = 0;
        await foreach (var account in ledger.ListAccountsAsync(cancellationToken))
        {
            await foreach (var job in ledger.ListOpenAsync(account, cancellationToken))
            {
                if (job.Created > latest)
                {
                    break;
                }

                settled += await TrySettleAsync(durable, account, job, cancellationToken) ? 1 : 0;
            }
        }

        return settled;
    }

    private async Task<bool> TrySettleAsync(DurableTaskClient durable, string account, JobId job, CancellationToken cancellationToken)
    {
        var instance = await durable.GetInstanceAsync(job.ToString(), false, cancellationToken);
        return instance is null or { IsCompleted: true } && (await ledger.SettleAsync(account, job, 0, cancellationToken)).WasOpen;
    }
}
