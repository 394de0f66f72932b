using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using SegFunctions.Queues;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

/// <summary>The workers' queue, which keeps what is sent to it.</summary>
internal sealed class QueueInMemory : ServiceBusClient
{
    private readonly Sender _sender = new();

    public QueueInMemory() => HeadStarts = new HeadStarts(new InferenceQueue(this));

    /// <summary>For tests that do not ask what is sent.</summary>
    public static HeadStarts Unread => new QueueInMemory().HeadStarts;

    public HeadStarts HeadStarts { get; }

    public IReadOnlyCollection<ServiceBusMessage> Messages => _sender.Messages;

    public override ServiceBusSender CreateSender(string queueOrTopicName) => _sender;

    private sealed class Sender : ServiceBusSender
    {
        public ConcurrentQueue<ServiceBusMessage> Messages { get; } = [];

        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            Messages.Enqueue(message);
            return Task.CompletedTask;
        }
    }
}
