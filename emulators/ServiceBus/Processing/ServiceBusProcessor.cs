namespace Azure.Messaging.ServiceBus;

/// <summary>Receives in the background and gives each message to a handler, several at a time.</summary>
public class ServiceBusProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient _client;
    private readonly ServiceBusProcessorOptions _options;
    private readonly ServiceBusReceiver _receiver;
    private readonly SemaphoreSlim _gate = new(1);
    private Func<ProcessMessageEventArgs, Task>? _processMessage;
    private Func<ProcessErrorEventArgs, Task>? _processError;
    private CancellationTokenSource? _stopping;
    private Task? _running;

    internal ServiceBusProcessor(ServiceBusClient client, string queueName, ServiceBusProcessorOptions? options)
    {
        options ??= new ServiceBusProcessorOptions();
        _client = client;
        // Settings count as they are now, whatever the caller does with the object later.
        _options = new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = options.AutoCompleteMessages,
            MaxAutoLockRenewalDuration = options.MaxAutoLockRenewalDuration,
            MaxConcurrentCalls = options.MaxConcurrentCalls,
            PrefetchCount = options.PrefetchCount,
        };
        _receiver = new ServiceBusReceiver(client, queueName, new ServiceBusReceiverOptions
        {
            ReceiveMode = options.ReceiveMode,
            SubQueue = options.SubQueue,
            PrefetchCount = options.PrefetchCount,
            Identifier = options.Identifier,
        });
    }

    /// <summary>Must be set before the start, once.</summary>
    public event Func<ProcessMessageEventArgs, Task> ProcessMessageAsync
    {
        add => Set(ref _processMessage, value);
        remove => Clear(ref _processMessage, value);
    }

    /// <summary>Must be set before the start, once. What it throws is dropped.</summary>
    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => Set(ref _processError, value);
        remove => Clear(ref _processError, value);
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath => _receiver.EntityPath;

    public virtual string Identifier => _receiver.Identifier;

    public virtual ServiceBusReceiveMode ReceiveMode => _receiver.ReceiveMode;

    public virtual bool AutoCompleteMessages => _options.AutoCompleteMessages;

    public virtual TimeSpan MaxAutoLockRenewalDuration => _options.MaxAutoLockRenewalDuration;

    public virtual int MaxConcurrentCalls => _options.MaxConcurrentCalls;

    public virtual int PrefetchCount => _options.PrefetchCount;

    public virtual bool IsClosed => _receiver.IsClosed;

    public virtual bool IsProcessing => _running is not null;

    /// <exception cref="InvalidOperationException">Running already, or a handler is missing.</exception>
    public virtual async Task StartProcessingAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_running is not null)
            {
                throw new InvalidOperationException("The processor is running already.");
            }

            Func<ProcessMessageEventArgs, Task> handler = _processMessage
                ?? throw new InvalidOperationException($"Set {nameof(ProcessMessageAsync)} before the start.");
            if (_processError is null)
            {
                throw new InvalidOperationException($"Set {nameof(ProcessErrorAsync)} before the start.");
            }

            TimeProvider time = TimeProvider.System;
            _stopping = new CancellationTokenSource();
            var dispatch = new MessageDispatch(_receiver, handler, ReportAsync, _options, Identifier, time);
            var pump = new MessagePump(_receiver, dispatch, ReportAsync, MaxConcurrentCalls, _client.Options.RetryOptions.Delay, time);
            CancellationToken stopping = _stopping.Token;
            _running = Task.Run(() => pump.RunAsync(stopping), CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Takes no more messages and returns when the running handlers have ended and their messages are settled.</summary>
    /// <param name="cancellationToken">Ends the wait, not the handlers.</param>
    public virtual async Task StopProcessingAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_running is null)
            {
                return;
            }

            await _stopping!.CancelAsync().ConfigureAwait(false);
            await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
            _running = null;
            _stopping.Dispose();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Stops, and for good.</summary>
    public virtual async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        await StopProcessingAsync(cancellationToken).ConfigureAwait(false);
        await _receiver.CloseAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private async Task ReportAsync(Exception error, ServiceBusErrorSource source)
    {
        try
        {
            await _processError!(new ProcessErrorEventArgs(
                error, source, FullyQualifiedNamespace, EntityPath, Identifier, _stopping!.Token)).ConfigureAwait(false);
        }
        // The error handler is the last resort; nobody is left to tell.
        catch (Exception)
        {
        }
    }

    private void Set<T>(ref T? handler, T value)
        where T : class
    {
        ThrowIfRunning();
        handler = handler is null ? value : throw new NotSupportedException("A handler is set already.");
    }

    private void Clear<T>(ref T? handler, T value)
        where T : class
    {
        ThrowIfRunning();
        handler = Equals(handler, value) ? null : throw new ArgumentException("That handler is not the one that is set.", nameof(value));
    }

    private void ThrowIfRunning()
    {
        if (_running is not null)
        {
            throw new InvalidOperationException("Handlers cannot change while the processor runs.");
        }
    }
}
