using Microsoft.Azure.Amqp.Framing;

namespace Emulators.ServiceBus.Wire;

/// <summary>Descriptors of performatives and message sections: numbers, and their symbolic names.</summary>
internal static class Descriptors
{
    public const ulong FirstPerformative = 0x10;
    public const ulong Transfer = 0x14;
    public const ulong LastPerformative = 0x18;
    public const ulong FirstSasl = 0x40;
    public const ulong LastSasl = 0x44;

    private static readonly Dictionary<string, ulong> ByName = new()
    {
        [Open.Name] = Open.Code,
        [Begin.Name] = Begin.Code,
        [Attach.Name] = Attach.Code,
        [Flow.Name] = Flow.Code,
        [Microsoft.Azure.Amqp.Framing.Transfer.Name] = Transfer,
        [Disposition.Name] = Disposition.Code,
        [Detach.Name] = Detach.Code,
        [End.Name] = End.Code,
        [Close.Name] = Close.Code,
        [Header.Name] = Header.Code,
        [DeliveryAnnotations.Name] = DeliveryAnnotations.Code,
        [MessageAnnotations.Name] = MessageAnnotations.Code,
        [Properties.Name] = Properties.Code,
        [ApplicationProperties.Name] = ApplicationProperties.Code,
        [Data.Name] = Data.Code,
        [AmqpSequence.Name] = AmqpSequence.Code,
        [AmqpValue.Name] = AmqpValue.Code,
        [Footer.Name] = Footer.Code,
    };

    /// <returns>0 for an unknown name.</returns>
    public static ulong Find(string name) => ByName.GetValueOrDefault(name);
}
