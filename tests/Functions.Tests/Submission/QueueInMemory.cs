using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Queues;
using SegFunctions.Submission;

namespace SegFunctions.Tests.Submission;

/// <summary>A workers' queue that keeps the messages sent to it.</summary>
internal sealed class QueueInMemory : ServiceBusClient
{
    private readonly Sender _sender = new();

    public QueueInMemory() => HeadStarts = new HeadStarts(new InferenceQueue(this), Time);

    /// <summary>For tests that do not check messages.</summary>
    public static HeadStarts Unread => new QueueInMemory().HeadStarts;

    public HeadStarts HeadStarts { get; }

    public FakeTimeProvider Time { get; } = new();

    /// <summary>Runs before a message is kept.</summary>
    public Func<CancellationToken, Task> Before { set => _sender.Before = value; }

    public IReadOnlyCollection<ServiceBusMessage> Messages => _sender.Messages;

    public override ServiceBusSender CreateSender(string queueOrTopicName) => _sender;

    private sealed class Sender : ServiceBusSender
    {
        public ConcurrentQueue<ServiceBusMessage> Messages { get; } = [];

        public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

        public override async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            await Before(cancellationToken);
            Messages.Enqueue(message);
        }
    }
}
