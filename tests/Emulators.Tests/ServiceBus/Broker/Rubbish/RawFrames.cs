using Microsoft.Azure.Amqp.Framing;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Hand-made frames.</summary>
internal static class RawFrames
{
    public static byte[] SignIn { get; } =
    [
        .. "AMQP"u8, 3, 1, 0, 0,
        .. FrameText.Fit([0, 0, 0, 0, 2, 1, 0, 0, 0x00, 0x53, 0x41, 0xC0, 0x0C, 0x01, 0xA3, 0x09, .. "ANONYMOUS"u8]),
        .. "AMQP"u8, 0, 1, 0, 0,
    ];

    public static byte[] Of(ushort channel, Performative performative, params ReadOnlySpan<byte> payload)
    {
        var head = Frame.EncodeCommand(FrameType.Amqp, channel, performative, payload.Length);
        return [.. head.Buffer.AsSpan(head.Offset, head.Length), .. payload];
    }

    public static byte[] Open(uint largestFrame = 65536) => Of(0, new Open { ContainerId = "hostile", MaxFrameSize = largestFrame });

    /// <param name="channel">The channel of the session.</param>
    /// <param name="window">How many frames the session accepts.</param>
    public static byte[] Begin(ushort channel, uint window = 1_000_000) =>
        Of(channel, new Begin { NextOutgoingId = 0, IncomingWindow = window, OutgoingWindow = 1_000_000, HandleMax = 1_000_000 });

    public static byte[] Sender(ushort channel, uint handle, string address) => Of(channel, new Attach
    {
        LinkName = $"sender-{channel}-{handle}",
        Handle = handle,
        Role = false,
        InitialDeliveryCount = 0,
        Source = new Source(),
        Target = new Target { Address = address },
    });

    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of the link.</param>
    /// <param name="address">A queue's or subqueue's.</param>
    /// <param name="deletes">Whether messages are settled and deleted once they are sent.</param>
    public static byte[] Receiver(ushort channel, uint handle, string address, bool deletes = false) => Of(channel, new Attach
    {
        LinkName = $"receiver-{channel}-{handle}",
        Handle = handle,
        Role = true,
        SndSettleMode = deletes ? (byte)1 : (byte)0,
        RcvSettleMode = deletes ? (byte)0 : (byte)1,
        Source = new Source { Address = address },
        Target = new Target(),
    });

    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of a receiving link.</param>
    /// <param name="credit">How many deliveries the link accepts.</param>
    /// <param name="window">How many frames the session accepts. They are counted from the broker's first, which is 1: counted from 0, a closed window would be a huge one.</param>
    public static byte[] Credit(ushort channel, uint handle, uint credit, uint window = 1_000_000) => Of(channel, new Flow
    {
        NextIncomingId = 1,
        IncomingWindow = window,
        NextOutgoingId = 0,
        OutgoingWindow = 1_000_000,
        Handle = handle,
        DeliveryCount = 0,
        LinkCredit = credit,
    });

    /// <summary>A part of a delivery.</summary>
    /// <param name="channel">The channel of the session.</param>
    /// <param name="handle">The handle of a sending link.</param>
    /// <param name="delivery">Its number; null if it has already begun.</param>
    /// <param name="more">Whether more of it follows.</param>
    /// <param name="bytes">The bytes of the message.</param>
    public static byte[] Part(ushort channel, uint handle, uint? delivery, bool more, ReadOnlySpan<byte> bytes)
    {
        var transfer = new Transfer { Handle = handle, More = more };
        if (delivery is { } number)
        {
            (transfer.DeliveryId, transfer.DeliveryTag, transfer.MessageFormat) = (number, new ArraySegment<byte>(BitConverter.GetBytes(number)), 0);
        }

        return Of(channel, transfer, bytes);
    }
}
