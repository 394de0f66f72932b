using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Azure.Functions.Worker.Emulation.Tracing;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <summary>
/// An invocation for as many messages as are there, one batch after the other. As on the real host their locks are not renewed, and when the
/// function fails every message that it has not settled is abandoned.
/// </summary>
internal sealed class BatchQueueListener(
    FunctionDescriptor function,
    ServiceBusReceiver receiver,
    int largestBatch,
    bool autoComplete,
    FunctionInvoker invoker,
    QueueFailures failures,
    TimeProvider timeProvider) : IQueueListener
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(_givingUp.Cancel);
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await receiver.DisposeAsync();
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var messages = await receiver.ReceiveMessagesAsync(largestBatch, cancellationToken: _stopping.Token);
                if (messages.Count > 0)
                {
                    await DeliverAsync(messages);
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Whatever the queue or a settlement throws must not end the listener: locks run out and the messages come back.
                failures.Report(function.Name, receiver.EntityPath, error);
                await Task.Delay(PauseAfterFailure, timeProvider, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task DeliverAsync(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        using var activity = InvocationActivities.StartBatch(messages);
        var actions = new TrackedMessageActions(receiver);
        var succeeded = await SucceedsAsync(new QueueDelivery(messages, actions));
        foreach (var message in messages.Where(message => !actions.HasSettled(message)))
        {
            if (!succeeded)
            {
                await receiver.AbandonMessageAsync(message, cancellationToken: CancellationToken.None);
            }
            else if (autoComplete)
            {
                await receiver.CompleteMessageAsync(message, CancellationToken.None);
            }
        }
    }

    private async Task<bool> SucceedsAsync(QueueDelivery delivery)
    {
        try
        {
            await invoker.InvokeAsync(function, delivery, _givingUp.Token);
            return true;
        }
        catch (Exception)
        {
            // Whatever the function throws means abandoning; the invoker has logged it.
            return false;
        }
    }
}
