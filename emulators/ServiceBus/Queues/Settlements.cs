using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>The ways in which the holder of a message settles it. Each is on disk when its task completes; false means that the lock was no longer held.</summary>
internal sealed class Settlements(QueueFile file, Removals removals)
{
    public async Task<bool> CompleteAsync(MessageLock held)
    {
        if (!held.Queue.TryBeginSettling(held))
        {
            return false;
        }

        await WriteAsync(held, file.WriteAsync(() => file.Messages.Delete(held.Message.Sequence)));
        held.Queue.Drop(held);
        return true;
    }

    /// <summary>Puts the message back, or moves it to the dead-letter queue after the last delivery.</summary>
    public async Task<bool> AbandonAsync(MessageLock held, PropertyChanges changes)
    {
        if (!held.Queue.TryBeginSettling(held))
        {
            return false;
        }

        var (message, definition) = (held.Message, held.Queue.Entity.Queue);
        if (held.Queue.Entity.IsMain && message.DeliveryCount >= definition.MaxDeliveryCount)
        {
            await MoveAsync(held, DeadLetterReason.TooManyDeliveries(definition.MaxDeliveryCount), changes);
            return true;
        }

        var content = await WriteAsync(held, changes, () => file.Messages.SetDeliveryCount(message.Sequence, message.DeliveryCount));
        held.Queue.PutBack(held, content: content);
        return true;
    }

    /// <summary>Puts the message back as if it had not been handed out. Nothing is written.</summary>
    public static bool Release(MessageLock held)
    {
        if (!held.Queue.TryBeginSettling(held))
        {
            return false;
        }

        held.Queue.PutBack(held, uncount: true);
        return true;
    }

    /// <summary>Sets the message aside, to be received only by its number.</summary>
    public async Task<bool> DeferAsync(MessageLock held, PropertyChanges changes)
    {
        if (!held.Queue.TryBeginSettling(held))
        {
            return false;
        }

        var message = held.Message;
        var content = await WriteAsync(held, changes, () => file.Messages.Defer(message.Sequence, message.DeliveryCount));
        held.Queue.PutBack(held, content: content, defer: true);
        return true;
    }

    public async Task<bool> DeadLetterAsync(MessageLock held, DeadLetterReason reason, PropertyChanges changes)
    {
        if (!held.Queue.TryBeginSettling(held))
        {
            return false;
        }

        await MoveAsync(held, reason, changes);
        return true;
    }

    private Task MoveAsync(MessageLock held, DeadLetterReason reason, PropertyChanges changes) =>
        WriteAsync(held, removals.MoveAsync(held.Queue, held.Message, reason, changes, () => held.Queue.Drop(held)));

    /// <returns>The changed bare message; null if it is unchanged.</returns>
    private async Task<byte[]?> WriteAsync(MessageLock held, PropertyChanges changes, Action apply)
    {
        byte[]? content = null;
        await WriteAsync(held, ChangeAsync());
        return content;

        // The content is read in here, so that the lock also stays held if the message cannot be read.
        async Task ChangeAsync()
        {
            var message = held.Message;
            content = changes.IsEmpty ? null : changes.ApplyTo(message.Content ?? file.Messages.GetContent(message.Sequence));
            await file.WriteAsync(() =>
            {
                apply();
                if (content is not null)
                {
                    file.Messages.ReplaceContent(message.Sequence, content);
                }
            });
        }
    }

    private static async Task WriteAsync(MessageLock held, Task write)
    {
        try
        {
            await write;
        }
        catch
        {
            held.Queue.GoOnHolding(held);
            throw;
        }
    }
}
