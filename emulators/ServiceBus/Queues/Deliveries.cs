using Emulators.ServiceBus.Messages;
using Microsoft.Data.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>Moves a queue's messages on: to consumers, or out when a lock or a lifetime has expired. Called under the queue's lock.</summary>
internal sealed class Deliveries(MessageQueue queue, Inventory inventory, Turns turns, QueueFile file, Removals removals)
{
    /// <summary>Hands out what is available to the consumers that are ready, in turn.</summary>
    public void HandOut(long now)
    {
        // Checks first whether there is a message: a consumer that is chosen but gets none would lose its turn.
        while (inventory.HasAvailable(now) && turns.FindNext() is { } consumer && inventory.TakeNext(now) is { } message && HandOut(message, consumer, now))
        {
        }
    }

    /// <returns>False if the consumer refused the message, which is then put back.</returns>
    private bool HandOut(Message message, IConsumer consumer, long now)
    {
        if (FindContent(message) is not { } content)
        {
            return true;
        }

        if (consumer.Deletes)
        {
            message.DeliveryCount++;
            consumer.Reserve();
            removals.DeleteThenDeliver(queue, message, content, consumer);
            return true;
        }

        var held = inventory.Grant(queue, message, now);
        if (consumer.TryDeliver(message, content, held))
        {
            return true;
        }

        inventory.PutBack(held, content: null, defer: false, uncount: true);
        return false;
    }

    /// <returns>Null if there is nothing to hand out: the message was deleted, or will be retried later.</returns>
    private byte[]? FindContent(Message message)
    {
        try
        {
            if ((message.Content ?? file.Messages.FindContent(message.Sequence)) is { } content)
            {
                return content;
            }

            // The file has lost it to a settlement that was reported as failed.
            inventory.Drop(message);
        }
        catch (SqliteException exception)
        {
            removals.PutBackLater(queue, message, exception);
        }

        return null;
    }

    /// <summary>Takes back messages whose locks have expired, and removes the messages that have expired.</summary>
    public void EndWhatHasRunOut(long now)
    {
        while (inventory.TakeUnsettled(now) is { } message)
        {
            ReturnUnsettled(message);
        }

        while (inventory.TakeExpired(now) is { } message)
        {
            removals.Expire(queue, message);
        }
    }

    /// <summary>
    /// Puts an unsettled message back, or dead-letters it after its last delivery. Does not wait for its count to be written: as with every lock, the delivery is not
    /// counted if the process crashes first.
    /// </summary>
    private void ReturnUnsettled(Message message)
    {
        if (queue.Entity.IsMain && message.DeliveryCount >= queue.Entity.Queue.MaxDeliveryCount)
        {
            removals.DeadLetterForDeliveries(queue, message);
            return;
        }

        var (sequence, count) = (message.Sequence, message.DeliveryCount);
        removals.Forget(() => file.Messages.SetDeliveryCount(sequence, count));
        inventory.PutBack(message);
    }
}
