using Azure.Messaging.ServiceBus;
using Emulators.FunctionsHost.Functions;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.ServiceBus;

/// <summary>The listeners of all Service Bus functions, from the host's start to its stop.</summary>
internal sealed class QueueListeners(
    SettingReferences references, HostSettings settings, ServiceBusOptions options, FunctionInvoker invoker, TimeProvider time, TimeSpan grace, ILoggerFactory loggers)
    : IAsyncDisposable
{
    /// <summary>Time limit for a single exchange with the broker.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);

    private readonly QueueConnections _connections = new(settings);
    private readonly QueueLog _log = new(loggers.CreateLogger<QueueLog>());
    private readonly List<IQueueListener> _listeners = [];

    /// <summary>Checks that every queue exists. Nothing is received yet.</summary>
    /// <exception cref="HostStartException">A queue or a setting is missing.</exception>
    public async Task OpenAsync(FunctionCatalog catalog, CancellationToken cancellationToken)
    {
        foreach (var function in catalog.StartedBy("serviceBusTrigger"))
        {
            if (function.Trigger.IsSessionsEnabled)
            {
                throw HostStartException.Of(function.Name, "this host does not support sessions.");
            }

            var client = _connections.Get(function.Name, function.Trigger.Connection);
            var entity = EntityOf(function);
            await ExpectAsync(function.Name, client, entity, cancellationToken);
            _listeners.Add(Listen(function, client, entity));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(_listeners.Select(listener => listener.StartAsync(cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        using var giveUp = new CancellationTokenSource(grace);
        await Task.WhenAll(_listeners.Select(listener => listener.StopAsync(giveUp.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Disposing a listener waits again for functions that have not ended; they end with the worker, which stops after this.
        await CloseAsync().WaitAsync(Moment).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task CloseAsync()
    {
        await Task.WhenAll(_listeners.Select(listener => listener.DisposeAsync().AsTask())).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connections.DisposeAsync();
    }

    /// <summary>Fails at once if the queue cannot be opened; the real host would start and then log errors forever.</summary>
    private static async Task ExpectAsync(string function, ServiceBusClient client, string entity, CancellationToken cancellationToken)
    {
        await using var receiver = client.CreateReceiver(entity);
        try
        {
            await receiver.PeekMessagesAsync(1, cancellationToken: cancellationToken);
        }
        catch (Exception error) when (error is ServiceBusException or IOException or FormatException or UnauthorizedAccessException)
        {
            throw HostStartException.Of(function, $"its queue '{entity}' cannot be opened. {error.Message}");
        }
    }

    private string EntityOf(HostFunction function) => function.Trigger switch
    {
        { QueueName: { } queue } => references.Resolve(function.Name, queue),
        { TopicName: { } topic, SubscriptionName: { } subscription } =>
            $"{references.Resolve(function.Name, topic)}/Subscriptions/{references.Resolve(function.Name, subscription)}",
        _ => throw HostStartException.Of(function.Name, "it names neither a queue nor a topic with a subscription."),
    };

    private IQueueListener Listen(HostFunction function, ServiceBusClient client, string entity)
    {
        // The attribute, if it sets the value, overrides host.json.
        var autoComplete = function.Trigger.AutoCompleteMessages ?? options.AutoCompleteMessages;
        return function.Trigger.Cardinality == "Many"
            ? new BatchQueueListener(
                function, client.CreateReceiver(entity, new ServiceBusReceiverOptions { PrefetchCount = options.PrefetchCount }), options, autoComplete, invoker, _log, time)
            : new SingleQueueListener(
                function,
                client.CreateProcessor(entity, new ServiceBusProcessorOptions
                {
                    AutoCompleteMessages = autoComplete,
                    MaxConcurrentCalls = options.MaxConcurrentCalls,
                    PrefetchCount = options.PrefetchCount,
                    MaxAutoLockRenewalDuration = options.MaxAutoLockRenewalDuration,
                }),
                invoker,
                _log);
    }
}

/// <summary>Triggers one function with the messages of one queue.</summary>
internal interface IQueueListener : IAsyncDisposable
{
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Stops receiving and returns when the running invocations have ended.</summary>
    /// <param name="cancellationToken">Canceled when the host waits no longer: then the invocations' own tokens are canceled.</param>
    Task StopAsync(CancellationToken cancellationToken);
}
