using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>The queues of one file. Each operation is one transaction, on the disk when its task ends. Thread-safe.</summary>
internal sealed class QueueStore
{
    private readonly GroupCommit _commits;
    private readonly SendStatements _send;
    private readonly ClaimStatements _claim;
    private readonly SettleStatements _settle;

    public QueueStore(QueueDatabase database, GroupCommit commits, TimeProvider time)
    {
        var release = new ReleaseStatements(database);
        _commits = commits;
        _send = new SendStatements(database, time);
        _claim = new ClaimStatements(database, release, commits.Changed, time);
        _settle = new SettleStatements(database, release, commits.Changed, time);
    }

    /// <inheritdoc cref="SendStatements.Send"/>
    public Task<long[]> SendAsync(Entity entity, IReadOnlyList<EncodedMessage> messages) => _commits.RunAsync(() =>
    {
        _commits.Changed(entity.Path);
        return _send.Send(entity, messages);
    });

    /// <inheritdoc cref="SendStatements.Cancel"/>
    public Task<bool> CancelAsync(Entity entity, long sequenceNumber) => _commits.RunAsync(() => _send.Cancel(entity, sequenceNumber));

    /// <inheritdoc cref="ClaimStatements.Claim"/>
    public Task<Claim> ClaimAsync(Entity entity, int max, ServiceBusReceiveMode mode) => _commits.RunAsync(() => _claim.Claim(entity, max, mode));

    /// <inheritdoc cref="ClaimStatements.FindDeferred"/>
    public Task<ServiceBusReceivedMessage?> FindDeferredAsync(Entity entity, long sequenceNumber, ServiceBusReceiveMode mode) =>
        _commits.RunAsync(() => _claim.FindDeferred(entity, sequenceNumber, mode));

    /// <inheritdoc cref="ClaimStatements.Peek"/>
    public Task<List<ServiceBusReceivedMessage>> PeekAsync(Entity entity, long fromSequenceNumber, int max) =>
        _commits.RunAsync(() => _claim.Peek(entity, fromSequenceNumber, max));

    /// <returns>False when the lock is no longer held; the same for the others below.</returns>
    public Task<bool> CompleteAsync(Entity entity, HeldLock held) => _commits.RunAsync(() => _settle.Complete(entity, held));

    public Task<bool> AbandonAsync(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties) =>
        _commits.RunAsync(() => _settle.Abandon(entity, held, properties));

    public Task<bool> DeferAsync(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties) =>
        _commits.RunAsync(() => _settle.Defer(entity, held, properties));

    public Task<bool> DeadLetterAsync(Entity entity, HeldLock held, Dictionary<string, PropertyValue>? properties, string? reason, string? description) =>
        _commits.RunAsync(() => _settle.DeadLetter(entity, held, properties, reason, description));

    /// <inheritdoc cref="SettleStatements.FindRenewed"/>
    public Task<DateTimeOffset?> FindRenewedAsync(Entity entity, HeldLock held) => _commits.RunAsync(() => _settle.FindRenewed(entity, held));
}
