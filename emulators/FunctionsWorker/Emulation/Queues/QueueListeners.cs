using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Emulation.Discovery;
using Microsoft.Azure.Functions.Worker.Emulation.Hosting;
using Microsoft.Azure.Functions.Worker.Emulation.Invocation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Emulation.Queues;

/// <summary>The listeners of all Service Bus functions, from the host's start to its stop.</summary>
internal sealed class QueueListeners(
    FunctionCatalogue catalogue, HostJson host, IConfiguration settings, FunctionInvoker invoker, QueueFailures failures, TimeProvider timeProvider)
    : IHostedService, IAsyncDisposable
{
    private readonly SettingReferences _references = new(settings);
    private readonly QueueConnections _connections = new(settings);
    private readonly List<IQueueListener> _listeners = [];

    /// <exception cref="FunctionsStartException">A queue or a setting is missing.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (function, trigger) in catalogue.StartedBy<ServiceBusTriggerAttribute>())
        {
            var queue = _references.Resolve(function.Name, trigger.QueueName!);
            var client = _connections.Get(function.Name, trigger.Connection);
            await ExpectAsync(function.Name, client, queue, cancellationToken);
            _listeners.Add(Listen(function, trigger, client, queue));
        }

        await Task.WhenAll(_listeners.Select(listener => listener.StartAsync(cancellationToken)));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(listener => listener.StopAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
        {
            await listener.DisposeAsync();
        }

        await _connections.DisposeAsync();
    }

    /// <summary>A real host would start and complain for ever after.</summary>
    private static async Task ExpectAsync(string function, ServiceBusClient client, string queue, CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(queue);
        try
        {
            await receiver.PeekMessagesAsync(1, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is ServiceBusException or IOException or FormatException)
        {
            throw FunctionsStartException.Of(function, $"its queue '{queue}' cannot be opened. {error.Message}");
        }
    }

    private IQueueListener Listen(FunctionDescriptor function, ServiceBusTriggerAttribute trigger, ServiceBusClient client, string queue)
    {
        var autoComplete = trigger.AutoCompleteMessages && host.AutoCompleteMessages;
        return trigger.IsBatched
            ? new BatchQueueListener(function, client.CreateReceiver(queue), host.MaxMessageBatchSize, autoComplete, invoker, failures, timeProvider)
            : new SingleQueueListener(function, queue, autoComplete, host, client, invoker, failures);
    }
}
