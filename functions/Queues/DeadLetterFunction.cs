using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Telemetry;

namespace SegFunctions.Queues;

/// <summary>Turns dead-lettered requests into failed items, so that no job waits for them.</summary>
public sealed class DeadLetterFunction(JobEvents events, ILogger<DeadLetterFunction> logger)
{
    private const string QueueName = QueueNames.Requests + "/$DeadLetterQueue";

    [Function("ReceiveDeadLetters")]
    public async Task RunAsync(
        [ServiceBusTrigger(QueueName, Connection = "ServiceBus")] ServiceBusReceivedMessage message,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        if (QueueMessages.TryReadRequest(message) is not { } request)
        {
            logger.UnreadableMessage(QueueName, message.MessageId);
            return;
        }

        logger.RequestDeadLettered(message.MessageId, message.DeadLetterReason);
        var error = new InferenceError(
            InferenceErrorCode.DeliveryLimitReached, "Every worker that took this input crashed on it. It may be too large or malformed.");
        var update = InferenceUpdate.For(request, InferenceState.Failed, error: error);
        await events.RaiseAsync(durable, JobEvents.WaiterOf(update), [update], cancellationToken);
    }
}
