using System.Buffers.Binary;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.Tests.ServiceBus.Wire;

/// <summary>Frames as clients send them.</summary>
internal static class FrameBytes
{
    public static byte[] SaslHeader => [.. "AMQP"u8, 3, 1, 0, 0];

    public static byte[] AmqpHeader => [.. "AMQP"u8, 0, 1, 0, 0];

    public static byte[] Empty => [0, 0, 0, 8, 2, 0, 0, 0];

    public static byte[] SaslInit => Frame(1, 0, [0x00, 0x53, 0x41, 0xC0, 0x0A, 0x01, 0xA3, 0x07, .. "MSSBCBS"u8]);

    public static byte[] Of(Performative performative, params ReadOnlySpan<byte> payload)
    {
        var buffer = Microsoft.Azure.Amqp.Framing.Frame.EncodeCommand(FrameType.Amqp, 1, performative, payload.Length);
        return [.. buffer.Buffer.AsSpan(buffer.Offset, buffer.Length), .. payload];
    }

    /// <param name="type">0 for AMQP, 1 for SASL.</param>
    /// <param name="channel">The channel's number.</param>
    /// <param name="body">The content after the frame's header.</param>
    public static byte[] Frame(byte type, ushort channel, ReadOnlySpan<byte> body)
    {
        byte[] frame = [0, 0, 0, 0, 2, type, (byte)(channel >> 8), (byte)channel, .. body];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        return frame;
    }

    /// <summary>A conversation from the first byte on, piece by piece.</summary>
    public static IReadOnlyList<byte[]> Conversation =>
    [
        SaslHeader,
        SaslInit,
        AmqpHeader,
        Of(new Open { ContainerId = "client", MaxFrameSize = 65536 }),
        Empty,
        Of(new Begin { NextOutgoingId = 0, IncomingWindow = 100, OutgoingWindow = 100 }),
        Of(new Attach { LinkName = "link", Handle = 0, Role = true, Source = new Source { Address = "/orders" }, Target = new Target() }),
        Of(new Flow { Handle = 0, LinkCredit = 10, IncomingWindow = 100, NextOutgoingId = 0, OutgoingWindow = 100 }),
        Of(new Transfer { Handle = 0, DeliveryId = 0, DeliveryTag = new ArraySegment<byte>([1]), More = false }, 0x00, 0x53, 0x75, 0xA0, 0x01, 0x00),
        Of(new Transfer { Handle = 0 }),
        Of(new Disposition { Role = true, First = 0, Last = 1, State = new Accepted() }),
        Of(new Detach { Handle = 0, Closed = true }),
        Of(new End()),
        Of(new Close()),
    ];
}
