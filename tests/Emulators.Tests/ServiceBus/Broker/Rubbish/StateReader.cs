using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Emulators.Tests.ServiceBus.Rubbish;

/// <summary>Classifies each frame of one connection; frames must come in order.</summary>
internal sealed class StateReader
{
    private readonly Dictionary<(ushort Channel, uint Handle), string> _targets = [];
    private ConversationState _delivery = ConversationState.Transfer;

    public ConversationState Read(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("AMQP"u8) || bytes[5] != 0)
        {
            return ConversationState.SignIn;
        }

        using var frame = new Frame();
        frame.Decode(new ByteBuffer(bytes, 0, bytes.Length));
        return frame.Command switch
        {
            Open => ConversationState.Open,
            Begin => ConversationState.Begin,
            Attach attach => ReadAttach(frame.Channel, attach),
            Transfer transfer => ReadTransfer(frame.Channel, transfer),
            Disposition => ConversationState.Disposition,
            Detach => ConversationState.Detach,
            End => ConversationState.End,
            Close => ConversationState.Close,
            // A flow, or an empty frame.
            _ => ConversationState.Flow,
        };
    }

    private ConversationState ReadAttach(ushort channel, Attach attach)
    {
        _targets[(channel, attach.Handle!.Value)] = (attach.Target as Target)?.Address?.ToString() ?? string.Empty;
        return ConversationState.Attach;
    }

    private ConversationState ReadTransfer(ushort channel, Transfer transfer)
    {
        if (transfer.DeliveryId is not null)
        {
            var target = _targets.GetValueOrDefault((channel, transfer.Handle!.Value), string.Empty);
            _delivery = target == "$cbs" ? ConversationState.Token
                : target.EndsWith("$management", StringComparison.Ordinal) ? ConversationState.Management
                : transfer.MessageFormat == AmqpConstants.AmqpBatchedMessageFormat ? ConversationState.Batch
                : ConversationState.Transfer;
        }

        return _delivery;
    }
}
