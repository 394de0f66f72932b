using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;

namespace SegFunctions.Queues;

/// <summary>The queue of requests for workers.</summary>
public sealed class InferenceQueue(ServiceBusClient client)
{
    private readonly ServiceBusSender _sender = client.CreateSender(QueueNames.Requests);

    /// <param name="timeToLive">Positive; the request expires if no worker has taken it by then.</param>
    public Task SendAsync(InferenceRequest request, TimeSpan timeToLive, CancellationToken cancellationToken)
    {
        var message = new ServiceBusMessage(BinaryData.FromObjectAsJson(request, ContractJson.Options))
        {
            MessageId = request.MessageId,
            ContentType = "application/json",
            TimeToLive = timeToLive,
        };
        return _sender.SendMessageAsync(message, cancellationToken);
    }
}
