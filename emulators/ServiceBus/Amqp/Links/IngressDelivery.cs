using Microsoft.Azure.Amqp;

namespace Emulators.ServiceBus.Amqp.Links;

/// <summary>A delivery that comes in, frame by frame.</summary>
/// <param name="largest">Bytes above which nothing more is kept.</param>
internal sealed class IngressDelivery(int largest) : Delivery
{
    /// <summary>What has come in so far; empty once it was too large.</summary>
    public byte[] Payload { get; private set; } = [];

    public bool IsTooLarge { get; private set; }

    public void Append(ArraySegment<byte> bytes)
    {
        IsTooLarge |= Payload.Length + bytes.Count > largest;
        Payload = IsTooLarge ? [] : [.. Payload, .. bytes];
    }

    public override ArraySegment<byte>[] GetPayload(int payloadSize, out bool more) => throw new NotSupportedException();

    protected override void OnCompletePayload(int payloadSize) => throw new NotSupportedException();
}
