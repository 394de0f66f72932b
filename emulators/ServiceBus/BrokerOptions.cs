using System.Net;

namespace Emulators.ServiceBus;

/// <summary>What a broker is started with.</summary>
/// <param name="Data">Folder of the queues; made if it is missing.</param>
/// <param name="Queues">File with the queues' definitions, in the format of Microsoft's emulator.</param>
/// <param name="KeyFile">File that holds the key; made with one of chance if it is missing.</param>
/// <param name="Address">Where AMQP is spoken; port 0 for a free one.</param>
/// <param name="HttpPort">Where health and counts are shown, on 127.0.0.1 only; 0 for a free one.</param>
internal sealed record BrokerOptions(string Data, string Queues, string KeyFile, IPEndPoint Address, int HttpPort)
{
    /// <summary>The key; the file is not looked at then.</summary>
    public string? Key { get; init; }

    /// <summary>What all messages together may weigh, bytes: the size of Azure's smallest queue.</summary>
    public long LargestSize { get; init; } = 1L << 30;
}
