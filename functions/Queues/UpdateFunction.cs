using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Telemetry;

namespace SegFunctions.Queues;

/// <summary>Raises the workers' updates as one event per job and batch, since an instance takes only some 50 a second.</summary>
public sealed class UpdateFunction(JobEvents events, ResultStore results, TimeProvider time, ILogger<UpdateFunction> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    /// <remarks>
    /// A message that cannot be read is logged and completed: redelivery would not help. If events cannot be raised, the messages are
    /// held for 1, 2, 4, 8, 16 and then 20 seconds (their lock: a minute) before they are abandoned: the queue redelivers at once, and an outage of
    /// seconds would use up its 10 deliveries.
    /// </remarks>
    [Function("ReceiveUpdates")]
    public async Task RunAsync(
        [ServiceBusTrigger(QueueNames.Updates, Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var updates = new List<InferenceUpdate>(messages.Length);
        foreach (var message in messages)
        {
            if (QueueMessages.TryReadUpdate(message) is { } update)
            {
                updates.Add(update);
            }
            else
            {
                logger.UnreadableMessage(QueueNames.Updates, message.MessageId);
            }
        }

        try
        {
            var jobs = updates.GroupBy(JobEvents.WaiterOf, StringComparer.Ordinal).Select(job => (Waiter: job.Key, Updates: job.ToArray())).ToList();
            var raised = jobs.ConvertAll(job => events.RaiseAsync(durable, job.Waiter, job.Updates, cancellationToken));
            jobs.ForEach(job => ReadAhead(job.Updates));
            await Task.WhenAll(raised);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever failed, rethrowing makes the queue redeliver at once, so this pauses first.
            await Task.Delay(PauseAfter(messages.Max(message => message.DeliveryCount)), time, cancellationToken);
            throw;
        }
    }

    /// <summary>
    /// Reads the results of what may be a job's only picture while its orchestration is told of them, which ends the job after that. If there are more pictures, or another instance of the
    /// app ends the job, they are read in vain.
    /// </summary>
    private void ReadAhead(InferenceUpdate[] ofJob)
    {
        if (ofJob is [{ State: InferenceState.Succeeded, Item: 0, Video: null, Result: { Name: not null } document } update])
        {
            results.ReadAhead(update.JobId, new ItemAttempt(update.Item, update.Attempt), document);
        }
    }

    /// <param name="delivery">Number of the failed delivery, from 1.</param>
    private static TimeSpan PauseAfter(int delivery)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, delivery - 1));
        return pause < LongestPause ? pause : LongestPause;
    }
}
