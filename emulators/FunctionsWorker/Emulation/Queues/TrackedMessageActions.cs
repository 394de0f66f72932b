using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <summary>Remembers what the function has settled by itself.</summary>
internal sealed class TrackedMessageActions(ServiceBusReceiver receiver) : ServiceBusMessageActions(receiver)
{
    private readonly ConcurrentDictionary<string, bool> _settled = new();

    public bool HasSettled(ServiceBusReceivedMessage message) => _settled.ContainsKey(message.LockToken);

    public override async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        await base.CompleteMessageAsync(message, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public override async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        await base.AbandonMessageAsync(message, propertiesToModify, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public override async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        await base.DeadLetterMessageAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public override async Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        await base.DeferMessageAsync(message, propertiesToModify, cancellationToken);
        _settled[message.LockToken] = true;
    }
}
