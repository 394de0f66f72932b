using System.Net;

namespace Emulators.ServiceBus;

/// <summary>The options of a broker.</summary>
/// <param name="Data">Folder of the queues; created if it is missing.</param>
/// <param name="Queues">File with the queues' definitions, in the format of Microsoft's emulator.</param>
/// <param name="KeyFile">File that contains the key; created with a random one if it is missing.</param>
/// <param name="Address">The AMQP endpoint; port 0 for a free one.</param>
/// <param name="HttpPort">Port of the health and counts pages, on 127.0.0.1 only; 0 for a free one.</param>
internal sealed record BrokerOptions(string Data, string Queues, string KeyFile, IPEndPoint Address, int HttpPort)
{
    /// <summary>The key; if given, the file is ignored.</summary>
    public string? Key { get; init; }

    /// <summary>Maximum size of all messages together, bytes: the size of Azure's smallest queue.</summary>
    public long LargestSize { get; init; } = 1L << 30;
}
