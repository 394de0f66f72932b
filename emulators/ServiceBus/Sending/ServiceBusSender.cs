using System.Diagnostics;
using Azure.Messaging.ServiceBus.Definitions;
using Azure.Messaging.ServiceBus.Store;
using Azure.Messaging.ServiceBus.Tracing;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue. A send that has returned is on the disk. Thread-safe.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private const string Send = "ServiceBusSender.Send";
    private const string Schedule = "ServiceBusSender.Schedule";

    private readonly ServiceBusClient _client;
    private readonly QueueActivities _activities;
    private volatile bool _closed;

    internal ServiceBusSender(ServiceBusClient client, string queueName, ServiceBusSenderOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        _client = client;
        EntityPath = queueName;
        _activities = new QueueActivities(client.FullyQualifiedNamespace, queueName);
        Identifier = options?.Identifier ?? $"{queueName}-{Guid.NewGuid():N}";
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed => _closed;

    /// <exception cref="ServiceBusException">The queue is unknown, or the message over 256 KB.</exception>
    public virtual async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await SendAsync(Send, [message], EncodedMessage.From, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends all or none.</summary>
    /// <exception cref="ServiceBusException">The queue is unknown, or the messages together are over 256 KB.</exception>
    public virtual async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        await SendAsync(Send, [.. messages], EncodedMessage.From, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends all or none.</summary>
    /// <exception cref="ServiceBusException">The queue is unknown.</exception>
    public virtual async Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        await SendAsync([.. messageBatch.Messages], cancellationToken).ConfigureAwait(false);
    }

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    /// <exception cref="ArgumentOutOfRangeException">The wanted size is over 256 KB.</exception>
    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CreateMessageBatchOptions options, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        long size = options?.MaxSizeInBytes ?? EncodedMessage.LargestSizeInBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, EncodedMessage.LargestSizeInBytes, nameof(options));
        return ValueTask.FromResult(new ServiceBusMessageBatch(size, _activities));
    }

    /// <returns>The sequence number, by which the message can be canceled until then.</returns>
    public virtual async Task<long> ScheduleMessageAsync(
        ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var numbers = await SendAsync(Schedule, [message], scheduled => EncodedMessage.From(scheduled, scheduledEnqueueTime), cancellationToken).ConfigureAwait(false);
        return numbers[0];
    }

    /// <exception cref="ServiceBusException">No message of that number is waiting for its time (<see cref="ServiceBusFailureReason.MessageNotFound"/>).</exception>
    public virtual async Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
    {
        (LocalNamespace space, Entity entity) = Resolve(cancellationToken);
        if (!await space.Store.CancelAsync(entity, sequenceNumber).ConfigureAwait(false))
        {
            throw new ServiceBusException($"No scheduled message has the number {sequenceNumber}.", ServiceBusFailureReason.MessageNotFound, EntityPath);
        }
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        _closed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task<long[]> SendAsync(
        string activityName, ServiceBusMessage[] messages, Func<ServiceBusMessage, EncodedMessage> encode, CancellationToken cancellationToken)
    {
        Array.ForEach(messages, _activities.Instrument);
        using Activity? activity = _activities.StartSend(activityName, messages);
        try
        {
            return await SendAsync([.. messages.Select(encode)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            QueueActivities.Fail(activity, exception);
            throw;
        }
    }

    private async Task<long[]> SendAsync(EncodedMessage[] messages, CancellationToken cancellationToken)
    {
        (LocalNamespace space, Entity entity) = Resolve(cancellationToken);
        if (messages.Length == 0)
        {
            return [];
        }

        long size = messages.Sum(message => message.SizeInBytes);
        if (size > EncodedMessage.LargestSizeInBytes)
        {
            throw new ServiceBusException(
                $"The {messages.Length} message(s) of {size} bytes exceed the limit of {EncodedMessage.LargestSizeInBytes} bytes.",
                ServiceBusFailureReason.MessageSizeExceeded,
                EntityPath);
        }

        return await space.Store.SendAsync(entity, messages).ConfigureAwait(false);
    }

    private (LocalNamespace Namespace, Entity Entity) Resolve(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        cancellationToken.ThrowIfCancellationRequested();
        LocalNamespace space = _client.Namespace;
        Entity entity = space.Entities.Get(EntityPath);
        return entity.IsMain ? (space, entity) : throw new InvalidOperationException($"Nothing can be sent to the subqueue '{EntityPath}'.");
    }
}
