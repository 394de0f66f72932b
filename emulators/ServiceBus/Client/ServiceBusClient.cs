using Azure.Core;
using Azure.Messaging.ServiceBus.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>A way to the queues of one directory. Nothing is opened before the first operation; thread-safe.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly string _directory;
    private LocalNamespace? _namespace;
    private bool _closed;

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

    public virtual bool IsClosed => Volatile.Read(ref _closed);

    public ServiceBusTransportType TransportType => Options.TransportType;

    internal ServiceBusClientOptions Options { get; }

    /// <summary>The opened directory.</summary>
    /// <exception cref="ObjectDisposedException">The client is closed.</exception>
    internal LocalNamespace Namespace
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_closed, this);
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

    /// <summary>Ends once everything asked of the client is done.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        LocalNamespace? leaving;
        lock (_gate)
        {
            leaving = _namespace;
            _namespace = null;
            _closed = true;
        }

        if (leaving is not null)
        {
            // The last one to leave waits for the disk.
            await Task.Run(leaving.Dispose).ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }
}
