using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Retention;

/// <summary>Deletes the records of messages about old jobs, including messages that are still being delivered: their jobs are deleted too.</summary>
public sealed class DeliveryRetention(DeliveryTable table, AccountLedger ledger, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <returns>How many deliveries were deleted.</returns>
    public async Task<int> RemoveExpiredAsync(DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var oldest = JobId.At(time.GetUtcNow() - options.Value.Assets, 0);
        var removed = 0;
        await foreach (var account in ledger.ListAccountsAsync(cancellationToken))
        {
            await foreach (var delivery in table.ListAsync(new DeliveryQuery(account, OlderThan: oldest), cancellationToken))
            {
                for (var replay = 0; replay <= delivery.Replays; replay++)
                {
                    await durable.PurgeInstanceAsync(delivery.Key.InstanceIdOf(replay), cancellationToken);
                }

                await table.RemoveAsync(delivery.Key, cancellationToken);
                removed++;
            }
        }

        return removed;
    }
}
