using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Requests;

/// <summary>Sends updates about attempts to the functions app.</summary>
internal sealed class UpdateSender(ServiceBusClient client) : IAsyncDisposable
{
    private readonly ServiceBusSender _sender = client.CreateSender(QueueNames.Updates);

    public Task SendAsync(InferenceUpdate update, CancellationToken cancellationToken)
    {
        var message = new ServiceBusMessage(BinaryData.FromObjectAsJson(update, ContractJson.Options))
        {
            MessageId = update.MessageId,
            CorrelationId = update.JobId,
            ContentType = "application/json",
        };
        return _sender.SendMessageAsync(message, cancellationToken);
    }

    public ValueTask DisposeAsync() => _sender.DisposeAsync();
}
