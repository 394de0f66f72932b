using Microsoft.DurableTask.Client;

namespace SegFunctions.Jobs;

/// <summary>Purges orchestrations that may still be open. Never use it for a job's own, which is canceled instead.</summary>
internal static class OpenInstances
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Purges the instance and its history; if it is open, it is terminated first.</summary>
    /// <exception cref="TimeoutException">The instance did not end in time.</exception>
    public static async Task EndAndPurgeAsync(this DurableTaskClient durable, string instance, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await durable.GetInstanceAsync(instance, false, cancellationToken) is { IsCompleted: false })
        {
            await EndAsync(durable, instance, cancellationToken);
            using var late = new CancellationTokenSource(Patience, time);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            try
            {
                await durable.WaitForInstanceCompletionAsync(instance, false, ending.Token);
            }
            catch (Exception exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Each backend ends a canceled wait with an exception type of its own.
                throw new TimeoutException($"{instance} was terminated and has not ended.", exception);
            }
        }

        await durable.PurgeInstanceAsync(instance, cancellationToken);
    }

    private static async Task EndAsync(DurableTaskClient durable, string instance, CancellationToken cancellationToken)
    {
        try
        {
            await durable.TerminateInstanceAsync(instance, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses an ended instance with an exception type of its own, so the instance is looked up.
            if (await durable.GetInstanceAsync(instance, false, cancellationToken) is { IsCompleted: false })
            {
                throw;
            }
        }
    }
}
