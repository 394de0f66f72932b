using System.Net;
using Emulators.ServiceBus.Access;
using Emulators.ServiceBus.Amqp;
using Emulators.ServiceBus.Amqp.Transport;
using Emulators.ServiceBus.Definitions;
using Emulators.ServiceBus.Http;
using Emulators.ServiceBus.Queues;
using Emulators.Sqlite;

namespace Emulators.ServiceBus;

/// <summary>A running broker.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly QueueNamespace _queues;
    private readonly AmqpServer _amqp;
    private readonly QueuePages _pages;
    private readonly SharedAccessKey _key;

    private Broker(QueueNamespace queues, AmqpServer amqp, QueuePages pages, SharedAccessKey key)
    {
        _queues = queues;
        _amqp = amqp;
        _pages = pages;
        _key = key;
    }

    /// <summary>The AMQP endpoint.</summary>
    public IPEndPoint EndPoint => _amqp.EndPoint;

    /// <summary>The connection string for any Service Bus client on this machine.</summary>
    public string ConnectionString =>
        $"Endpoint=sb://{EndPoint};SharedAccessKeyName={SharedAccessKey.Name};SharedAccessKey={_key.Value};UseDevelopmentEmulator=true;";

    /// <summary>Address of the health and counts pages.</summary>
    public Uri HttpAddress => _pages.Address;

    /// <param name="options">Which queues to serve, and where.</param>
    /// <param name="report">Gets the errors of reads and writes that will be retried; on any thread.</param>
    /// <param name="time">Decides what is due; the system's clock if null.</param>
    /// <param name="probe">Null outside tests.</param>
    /// <exception cref="DefinitionsException">The definitions cannot be used.</exception>
    /// <exception cref="DatabaseException">The data folder cannot be used.</exception>
    /// <exception cref="SharedAccessKeyException">The key file cannot be used.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be bound.</exception>
    /// <exception cref="System.Net.HttpListenerException">The HTTP port cannot be bound.</exception>
    public static async Task<Broker> StartAsync(
        BrokerOptions options, Action<Exception> report, TimeProvider? time = null, CommitProbe? probe = null)
    {
        time ??= TimeProvider.System;
        var definitions = DefinitionsFile.Read(options.Queues);
        var key = options.Key is { } value ? new SharedAccessKey(value) : SharedAccessKey.Read(options.KeyFile);
        var queues = QueueNamespace.Open(options.Data, definitions, options.LargestSize, time, WriteScope.Run, report, probe);
        try
        {
            var amqp = new AmqpServer(options.Address, queues, key, time);
            var pages = QueuePages.Start(options.HttpPort, queues);
            amqp.Start();
            return new Broker(queues, amqp, pages, key);
        }
        catch
        {
            await queues.DisposeAsync();
            throw;
        }
    }

    /// <summary>Accepts no more clients, writes what was accepted, closes the file, and cuts off the clients.</summary>
    public async ValueTask DisposeAsync()
    {
        _amqp.Stop();
        await _queues.DisposeAsync();
        _amqp.Dispose();
        _pages.Dispose();
    }
}
