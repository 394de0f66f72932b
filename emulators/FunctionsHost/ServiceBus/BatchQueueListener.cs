using Azure.Messaging.ServiceBus;
using Emulators.FunctionsHost.Functions;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>
/// One invocation for all available messages, one batch after the other. As on the real host, their locks are not renewed, and if the function
/// fails, every message is abandoned.
/// </summary>
internal sealed class BatchQueueListener(
    HostFunction function, ServiceBusReceiver receiver, ServiceBusOptions options, bool autoComplete, FunctionInvoker invoker, QueueLog log, TimeProvider time)
    : IQueueListener
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Time limit for receiving messages that are known to be waiting.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

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
                var messages = await ReceiveAsync();
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
                // Nothing that the queue or a settlement throws may end the listener: locks expire, and the messages come back.
                log.Failed(error, receiver.EntityPath, function.Name);
                await Task.Delay(PauseAfterFailure, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<List<ServiceBusReceivedMessage>> ReceiveAsync()
    {
        var messages = new List<ServiceBusReceivedMessage>(await receiver.ReceiveMessagesAsync(1, cancellationToken: _stopping.Token));
        await GatherAsync(messages);
        var until = time.GetUtcNow() + options.MaxBatchWaitTime;
        while (messages.Count > 0 && messages.Count < options.MinMessageBatchSize && until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            messages.AddRange(await receiver.ReceiveMessagesAsync(options.MaxMessageBatchSize - messages.Count, left, _stopping.Token));
        }

        return messages;
    }

    /// <summary>
    /// Adds the messages that wait behind the first. The client makes a caller that requests several wait 20 ms for more, so they are requested only if there are any: a
    /// single message is delivered at once.
    /// </summary>
    private async Task GatherAsync(List<ServiceBusReceivedMessage> messages)
    {
        if (messages.Count == 0 || options.MaxMessageBatchSize == 1)
        {
            return;
        }

        try
        {
            if (await receiver.PeekMessageAsync(messages[0].SequenceNumber + 1, _stopping.Token) is not null)
            {
                messages.AddRange(await receiver.ReceiveMessagesAsync(options.MaxMessageBatchSize - 1, Gathering, _stopping.Token));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Messages in hand are still delivered.
        }
        catch (Exception error)
        {
            // Messages in hand are delivered whatever happened: their locks would keep them from everybody else.
            log.Failed(error, receiver.EntityPath, function.Name);
        }
    }

    private async Task DeliverAsync(List<ServiceBusReceivedMessage> messages)
    {
        if (!await SucceedsAsync(messages))
        {
            await Task.WhenAll(messages.Select(message => receiver.AbandonMessageAsync(message, cancellationToken: CancellationToken.None)));
        }
        else if (autoComplete)
        {
            await Task.WhenAll(messages.Select(message => receiver.CompleteMessageAsync(message, CancellationToken.None)));
        }
    }

    private async Task<bool> SucceedsAsync(List<ServiceBusReceivedMessage> messages)
    {
        try
        {
            await invoker.InvokeAsync(function, MessageEncoding.Request(function, messages), _givingUp.Token);
            return true;
        }
        catch (Exception)
        {
            // If the function throws, or its worker is lost, the messages are abandoned; the invoker has logged the reason.
            return false;
        }
    }
}
