using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Telemetry;

namespace SegFunctions.Dispatch;

/// <summary>Brings the workers' words to the jobs that wait for them: one event a job and batch, since an instance takes only some 50 a second.</summary>
public sealed class CompletionFunction(JobEvents events, ILogger<CompletionFunction> logger)
{
    /// <remarks>A message that cannot be read is logged and completed: delivered again it would be no better.</remarks>
    [Function("ReceiveCompletions")]
    public async Task RunAsync(
        [ServiceBusTrigger(QueueNames.Completions, Connection = "ServiceBus", IsBatched = true)] ServiceBusReceivedMessage[] messages,
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
                logger.UnreadableMessage(QueueNames.Completions, message.MessageId);
            }
        }

        await Task.WhenAll(updates
            .GroupBy(update => update.JobId, StringComparer.Ordinal)
            .Select(job => events.RaiseAsync(durable, job.Key, [.. job], cancellationToken)));
    }
}
