using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Deletes what is known of a job's messages. Those that are still on their way are not sent any more.</summary>
public sealed class DeliveryRemoval(DeliveryTable table, JobPresence jobs, TimeProvider time)
{
    /// <exception cref="TimeoutException">An orchestration of a delivery has not ended in time.</exception>
    public async Task RemoveAsync(DurableTaskClient durable, string account, JobId job, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery { InstanceIdPrefix = DeliveryKey.InstancePrefixOf(account, job) };
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            await durable.EndAndPurgeAsync(instance.InstanceId, time, cancellationToken);
        }

        await table.RemoveOfJobAsync(account, job, cancellationToken);
    }

    /// <summary>For who has just written something of the job's messages: takes it back if the job was deleted meanwhile.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> TryTakeBackAsync(DurableTaskClient durable, string account, JobId job, CancellationToken cancellationToken)
    {
        if (!await jobs.IsGoneAsync(durable, account, job, cancellationToken))
        {
            return false;
        }

        await RemoveAsync(durable, account, job, cancellationToken);
        return true;
    }
}
