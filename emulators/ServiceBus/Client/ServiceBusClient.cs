using Azure.Core;
using Azure.Messaging.ServiceBus.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>A way to the queues of one directory. Nothing is opened before the first operation; thread-safe.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly string _directory;
    private LocalNamespace? _namespace;

    /// <param name="connectionString"><c>Endpoint=file:///abs/dir</c>; the directory holds <c>service-bus-emulator.json</c>.</param>
    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions())
    {
    }

    /// <inheritdoc cref="ServiceBusClient(string)"/>
    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
    {
        _directory = EmulatorEndpoint.Directory(connectionString);
        Options = options ?? new ServiceBusClientOptions();
        Identifier = Options.Identifier ?? $"emulator-{Guid.NewGuid():N}";
    }

    /// <exception cref="NotSupportedException">Always: the emulator has no network.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    /// <exception cref="NotSupportedException">Always: the emulator has no network.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options)
    {
        throw EmulatorEndpoint.NoRealNamespace(fullyQualifiedNamespace);
    }

    public virtual string FullyQualifiedNamespace => "localhost";

    public virtual string Identifier { get; }

    public virtual bool IsClosed => _closing.IsCancellationRequested;

    public ServiceBusTransportType TransportType => Options.TransportType;

    internal ServiceBusClientOptions Options { get; }

    /// <summary>Canceled when the client is closed: its receivers must take nothing more from a queue that others in the process still use.</summary>
    internal CancellationToken Closing => _closing.Token;

    /// <summary>The opened directory.</summary>
    /// <exception cref="ObjectDisposedException">The client is closed.</exception>
    internal LocalNamespace Namespace
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(IsClosed, this);
                return _namespace ??= LocalNamespace.Open(_directory);
            }
        }
    }

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => CreateSender(queueOrTopicName, new ServiceBusSenderOptions());

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => new(this, queueOrTopicName, options);

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => new(this, queueName, options);

    public virtual ServiceBusProcessor CreateProcessor(string queueName) => CreateProcessor(queueName, new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions options) => new(this, queueName, options);

    /// <summary>Cancels waiting receives; ends once everything else asked of the client is done.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        LocalNamespace? leaving;
        lock (_gate)
        {
            leaving = _namespace;
            _namespace = null;
        }

        if (leaving is not null)
        {
            // The last one to leave waits for the disk.
            await Task.Run(leaving.Dispose).ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }
}
