using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <summary>An invocation a message, several at a time; locks are renewed and failures abandoned by the client's own processor.</summary>
internal sealed class SingleQueueListener : IQueueListener
{
    private readonly FunctionDescriptor _function;
    private readonly FunctionInvoker _invoker;
    private readonly ServiceBusProcessor _processor;
    private readonly ServiceBusReceiver _settler;
    private readonly QueueFailures _failures;
    private readonly CancellationTokenSource _givingUp = new();

    public SingleQueueListener(
        FunctionDescriptor function, string queue, bool autoComplete, HostJson host, ServiceBusClient client, FunctionInvoker invoker, QueueFailures failures)
    {
        _function = function;
        _invoker = invoker;
        _failures = failures;
        _settler = client.CreateReceiver(queue);
        _processor = client.CreateProcessor(queue, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = autoComplete,
            MaxConcurrentCalls = host.MaxConcurrentCalls,
            PrefetchCount = host.PrefetchCount,
            MaxAutoLockRenewalDuration = host.MaxAutoLockRenewalDuration,
        });
        _processor.ProcessMessageAsync += RunAsync;
        _processor.ProcessErrorAsync += ReportAsync;
    }

    public Task StartAsync(CancellationToken cancellationToken) => _processor.StartProcessingAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(_givingUp.Cancel);
        await _processor.StopProcessingAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _processor.DisposeAsync();
        await _settler.DisposeAsync();
        _givingUp.Dispose();
    }

    private Task<object?> RunAsync(ProcessMessageEventArgs args) => _invoker.InvokeAsync(
        _function, new QueueDelivery([args.Message], new ServiceBusMessageActions(_settler)), _givingUp.Token);

    private Task ReportAsync(ProcessErrorEventArgs args)
    {
        // What the function itself threw is logged where it ran.
        if (args.ErrorSource != ServiceBusErrorSource.ProcessMessageCallback)
        {
            _failures.Report(_function.Name, args.EntityPath, args.Exception);
        }

        return Task.CompletedTask;
    }
}
