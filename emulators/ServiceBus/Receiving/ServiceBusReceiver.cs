using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus.Definitions;
using Azure.Messaging.ServiceBus.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue or subqueue, and settles what was received. Thread-safe.</summary>
public class ServiceBusReceiver : IAsyncDisposable
{
    private const int LongestDeadLetterText = 4096;

    private readonly ServiceBusClient _client;
    private readonly CancellationTokenSource _closing = new();
    private readonly PrefetchBuffer _prefetched;
    private long _nextToPeek;

    internal ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions? options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        options ??= new ServiceBusReceiverOptions();
        _client = client;
        EntityPath = Entity.PathOf(queueName, options.SubQueue);
        ReceiveMode = options.ReceiveMode;
        PrefetchCount = options.PrefetchCount;
        _prefetched = new PrefetchBuffer(PrefetchCount);
        Identifier = options.Identifier ?? $"{EntityPath}-{Guid.NewGuid():N}";
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    /// <summary>With the subqueue, if any: <c>&lt;queue&gt;/$DeadLetterQueue</c>.</summary>
    public virtual string EntityPath { get; }

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    public virtual int PrefetchCount { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed => _closing.IsCancellationRequested;

    /// <returns>Null when the time is up.</returns>
    /// <inheritdoc cref="ReceiveMessagesAsync(int, TimeSpan?, CancellationToken)"/>
    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        return await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken).ConfigureAwait(false) is [var message] ? message : null;
    }

    /// <summary>Returns as soon as one message is there, with as many as are there, oldest first.</summary>
    /// <param name="maxMessages">From 1.</param>
    /// <param name="maxWaitTime">Above zero. Default: <see cref="ServiceBusRetryOptions.TryTimeout"/>.</param>
    /// <param name="cancellationToken">Ends the wait; a message already claimed is returned all the same.</param>
    /// <returns>Empty when the time is up.</returns>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages, TimeSpan? maxWaitTime = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        if (maxWaitTime is { } wait)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(maxWaitTime));
        }

        (LocalNamespace space, Entity entity) = Resolve(cancellationToken);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token, _client.Closing);
        TimeSpan patience = maxWaitTime ?? _client.Options.RetryOptions.TryTimeout;
        return await _prefetched
            .TakeAsync(maxMessages, count => space.Wait.ReceiveAsync(entity, count, ReceiveMode, patience, stopping.Token))
            .ConfigureAwait(false);
    }

    /// <summary>Receives until canceled.</summary>
    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await ReceiveMessageAsync(null, cancellationToken).ConfigureAwait(false) is { } message)
            {
                yield return message;
            }
        }
    }

    /// <returns>Null when there is none.</returns>
    /// <inheritdoc cref="PeekMessagesAsync"/>
    public virtual async Task<ServiceBusReceivedMessage?> PeekMessageAsync(long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
    {
        return await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken).ConfigureAwait(false) is [var message] ? message : null;
    }

    /// <summary>Shows messages without locking them, by sequence number; scheduled, deferred and locked ones too.</summary>
    /// <param name="maxMessages">From 1.</param>
    /// <param name="fromSequenceNumber">Default: after the last that this receiver has peeked at.</param>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages, long? fromSequenceNumber = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        (LocalNamespace space, Entity entity) = Resolve(cancellationToken);
        List<ServiceBusReceivedMessage> messages = await space.Store
            .PeekAsync(entity, fromSequenceNumber ?? Interlocked.Read(ref _nextToPeek), maxMessages)
            .ConfigureAwait(false);
        if (messages.Count > 0)
        {
            Interlocked.Exchange(ref _nextToPeek, messages[^1].SequenceNumber + 1);
        }

        return messages;
    }

    /// <exception cref="ServiceBusException">No deferred message has that number (<see cref="ServiceBusFailureReason.MessageNotFound"/>).</exception>
    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default)
    {
        (LocalNamespace space, Entity entity) = Resolve(cancellationToken);
        return await space.Store.FindDeferredAsync(entity, sequenceNumber, ReceiveMode).ConfigureAwait(false)
            ?? throw new ServiceBusException($"No deferred message has the number {sequenceNumber}.", ServiceBusFailureReason.MessageNotFound, EntityPath);
    }

    /// <summary>Removes the message.</summary>
    /// <exception cref="ServiceBusException">The lock is no longer held (<see cref="ServiceBusFailureReason.MessageLockLost"/>); the same for the others.</exception>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        SettleAsync(message, (store, entity, held) => store.CompleteAsync(entity, held), cancellationToken);

    /// <summary>Gives the message back at once; after the last delivery it goes to the dead-letter queue.</summary>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default)
    {
        Dictionary<string, PropertyValue>? properties = PropertyEncoding.Encode(propertiesToModify);
        return SettleAsync(message, (store, entity, held) => store.AbandonAsync(entity, held, properties), cancellationToken);
    }

    /// <summary>Sets the message aside: it comes back only through <see cref="ReceiveDeferredMessageAsync"/>.</summary>
    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default)
    {
        Dictionary<string, PropertyValue>? properties = PropertyEncoding.Encode(propertiesToModify);
        return SettleAsync(message, (store, entity, held) => store.DeferAsync(entity, held, properties), cancellationToken);
    }

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        DeadLetterAsync(message, propertiesToModify, null, null, cancellationToken);

    /// <param name="deadLetterReason">At most 4096 characters, like the description.</param>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        string deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        DeadLetterAsync(message, null, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <inheritdoc cref="DeadLetterMessageAsync(ServiceBusReceivedMessage, string, string, CancellationToken)"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify,
        string deadLetterReason,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        DeadLetterAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <summary>Starts the lock's duration anew and moves <see cref="ServiceBusReceivedMessage.LockedUntil"/>.</summary>
    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        (LocalNamespace space, Entity entity) = ResolveLocked(message, cancellationToken);
        message.LockedUntil = await space.Store.FindRenewedAsync(entity, HeldLock.On(message)).ConfigureAwait(false) ?? throw LockLost(message);
    }

    /// <summary>Ends waiting receives. What was received, or prefetched, stays locked until its locks run out.</summary>
    public virtual async Task CloseAsync(CancellationToken cancellationToken = default) => await _closing.CancelAsync().ConfigureAwait(false);

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private Task DeadLetterAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify,
        string? deadLetterReason,
        string? deadLetterErrorDescription,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterReason?.Length ?? 0, LongestDeadLetterText, nameof(deadLetterReason));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(deadLetterErrorDescription?.Length ?? 0, LongestDeadLetterText, nameof(deadLetterErrorDescription));
        Dictionary<string, PropertyValue>? properties = PropertyEncoding.Encode(propertiesToModify);
        return SettleAsync(
            message,
            (store, entity, held) => store.DeadLetterAsync(entity, held, properties, deadLetterReason, deadLetterErrorDescription),
            cancellationToken);
    }

    private async Task SettleAsync(
        ServiceBusReceivedMessage message, Func<QueueStore, Entity, HeldLock, Task<bool>> settle, CancellationToken cancellationToken)
    {
        (LocalNamespace space, Entity entity) = ResolveLocked(message, cancellationToken);
        bool settled = false;
        try
        {
            // Set beforehand, so that a renewal which comes just after the settlement knows why it fails.
            message.IsSettled = true;
            settled = await settle(space.Store, entity, HeldLock.On(message)).ConfigureAwait(false);
        }
        finally
        {
            message.IsSettled = settled;
        }

        if (!settled)
        {
            throw LockLost(message);
        }
    }

    private (LocalNamespace Namespace, Entity Entity) ResolveLocked(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (ReceiveMode != ServiceBusReceiveMode.PeekLock || message.LockTokenGuid == Guid.Empty)
        {
            throw new InvalidOperationException("Only a message that was received in PeekLock mode can be settled or have its lock renewed.");
        }

        return Resolve(cancellationToken);
    }

    private (LocalNamespace Namespace, Entity Entity) Resolve(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        cancellationToken.ThrowIfCancellationRequested();
        LocalNamespace space = _client.Namespace;
        return (space, space.Entities.Get(EntityPath));
    }

    private ServiceBusException LockLost(ServiceBusReceivedMessage message) => new(
        $"The lock on the message '{message.MessageId}' is no longer held: it has run out, or the message was settled.",
        ServiceBusFailureReason.MessageLockLost,
        EntityPath);
}
