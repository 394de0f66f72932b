using Azure.Messaging.ServiceBus;
using Emulators.FunctionsHost.Functions;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>One invocation per message, several at a time; the client's own processor renews locks and abandons failures.</summary>
internal sealed class SingleQueueListener : IQueueListener
{
    private readonly HostFunction _function;
    private readonly FunctionInvoker _invoker;
    private readonly ServiceBusProcessor _processor;
    private readonly QueueLog _log;
    private readonly CancellationTokenSource _givingUp = new();

    /// <param name="processor">Not yet started; the listener takes ownership.</param>
    public SingleQueueListener(HostFunction function, ServiceBusProcessor processor, FunctionInvoker invoker, QueueLog log)
    {
        _function = function;
        _invoker = invoker;
        _processor = processor;
        _log = log;
        _processor.ProcessMessageAsync += RunAsync;
        _processor.ProcessErrorAsync += ReportAsync;
    }

    public Task StartAsync(CancellationToken cancellationToken) => _processor.StartProcessingAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(_givingUp.Cancel);
        // The processor itself waits for its functions, whatever the token says.
        await _processor.StopProcessingAsync(cancellationToken).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _processor.DisposeAsync();
        _givingUp.Dispose();
    }

    private async Task RunAsync(ProcessMessageEventArgs args) => await _invoker.InvokeAsync(_function, MessageEncoding.Request(_function, [args.Message]), _givingUp.Token);

    private Task ReportAsync(ProcessErrorEventArgs args)
    {
        // A renewal may still be under way when its message is settled. Of a message whose lock was lost before, the settlement fails too, and is logged.
        if (args is { ErrorSource: ServiceBusErrorSource.RenewLock, Exception: ServiceBusException { Reason: ServiceBusFailureReason.MessageLockLost } })
        {
            return Task.CompletedTask;
        }

        // Exceptions of the function itself are logged where it ran.
        if (args.ErrorSource != ServiceBusErrorSource.ProcessMessageCallback)
        {
            _log.Failed(args.Exception, args.EntityPath, _function.Name);
        }

        return Task.CompletedTask;
    }
}
