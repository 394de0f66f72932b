using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>Deletes the deliveries of a job's messages. Pending ones are no longer sent.</summary>
public sealed class DeliveryRemoval(DeliveryTable table, JobPresence jobs, TimeProvider time)
{
    /// <exception cref="TimeoutException">A delivery's orchestration did not end in time.</exception>
    public async Task RemoveAsync(DurableTaskClient durable, string account, JobId job, CancellationToken cancellationToken)
    {
        var query = new OrchestrationQuery { InstanceIdPrefix = DeliveryKey.InstancePrefixOf(account, job) };
        await foreach (var instance in durable.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            await durable.EndAndPurgeAsync(instance.InstanceId, time, cancellationToken);
        }

        await table.RemoveOfJobAsync(account, job, cancellationToken);
    }

    /// <summary>Deletes a job's deliveries if the job was deleted meanwhile; to be called after writing or starting one.</summary>
    /// <returns>Whether the job was deleted.</returns>
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
