using Azure.Messaging.ServiceBus;
using SegFunctions.Contract;

namespace SegFunctions.Worker.Tests.Requests;

/// <summary>A queue that keeps the updates sent to it.</summary>
internal sealed class UpdatesInMemory : ServiceBusClient
{
    private readonly Sender _sender = new();

    /// <summary>Queues that a sender was created for.</summary>
    public List<string> Queues { get; } = [];

    /// <summary>In the order of sending.</summary>
    public IReadOnlyList<ServiceBusMessage> Messages => _sender.Messages;

    /// <summary>Completes with the first message.</summary>
    public Task FirstSent => _sender.FirstSent.Task;

    /// <summary>The messages' contents.</summary>
    public IReadOnlyList<InferenceUpdate> Sent => [.. Messages.Select(message => message.Body.ToObjectFromJson<InferenceUpdate>(ContractJson.Options)!)];

    public override ServiceBusSender CreateSender(string queueOrTopicName)
    {
        Queues.Add(queueOrTopicName);
        return _sender;
    }

    private sealed class Sender : ServiceBusSender
    {
        public List<ServiceBusMessage> Messages { get; } = [];

        public TaskCompletionSource FirstSent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            Messages.Add(message);
            FirstSent.TrySetResult();
            return Task.CompletedTask;
        }

        public override Task CloseAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
