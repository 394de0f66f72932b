using System.Diagnostics;
using Azure.Messaging.ServiceBus.Tracing;

namespace Azure.Messaging.ServiceBus;

/// <summary>Takes one message through its handler and settles it.</summary>
internal sealed class MessageDispatch(
    ServiceBusReceiver receiver,
    Func<ProcessMessageEventArgs, Task> handler,
    Func<Exception, ServiceBusErrorSource, Task> report,
    ServiceBusProcessorOptions options,
    string identifier,
    TimeProvider time)
{
    private readonly QueueActivities _activities = new(receiver.FullyQualifiedNamespace, receiver.EntityPath);

    private bool Settles => receiver.ReceiveMode == ServiceBusReceiveMode.PeekLock;

    /// <summary>Never throws: failures go to the error handler.</summary>
    public async Task RunAsync(ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        using Activity? activity = _activities.StartProcess(message);
        using var handled = new CancellationTokenSource();
        Task renewal = Settles && options.MaxAutoLockRenewalDuration != TimeSpan.Zero
            ? new LockRenewal(receiver, options.MaxAutoLockRenewalDuration, report, time).RunAsync(message, handled.Token)
            : Task.CompletedTask;
        var source = ServiceBusErrorSource.ProcessMessageCallback;
        try
        {
            await handler(new ProcessMessageEventArgs(message, receiver, identifier, stopping)).ConfigureAwait(false);
            if (Settles && options.AutoCompleteMessages && !message.IsSettled)
            {
                source = ServiceBusErrorSource.Complete;
                await receiver.CompleteMessageAsync(message, CancellationToken.None).ConfigureAwait(false);
            }
        }
        // As in the real processor, a handler that gives up because of a stop is no error, and its message waits for its lock to run out.
        catch (TaskCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        // Whatever a handler throws is the error handler's to know, and a delivery used up.
        catch (Exception error)
        {
            await report(error, source).ConfigureAwait(false);
            await AbandonAsync(message, error).ConfigureAwait(false);
        }

        await handled.CancelAsync().ConfigureAwait(false);
        await renewal.ConfigureAwait(false);
    }

    private async Task AbandonAsync(ServiceBusReceivedMessage message, Exception cause)
    {
        if (!Settles || message.IsSettled || cause is ServiceBusException { Reason: ServiceBusFailureReason.MessageLockLost })
        {
            return;
        }

        try
        {
            await receiver.AbandonMessageAsync(message, null, CancellationToken.None).ConfigureAwait(false);
        }
        // The lock runs out by itself; nothing else can be done about it here.
        catch (Exception error)
        {
            await report(error, ServiceBusErrorSource.Abandon).ConfigureAwait(false);
        }
    }
}
