using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>
/// Removes messages that no receiver holds: deletes them for consumers without locks, dead-letters them after too many deliveries, and expires them. If the write fails, the
/// message is put back. The methods return at once, since they are called under the queue's lock.
/// </summary>
internal sealed class Removals(QueueFile file, TimeProvider time, Action<Exception> report)
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Delivers at most once, as the mode promises: the message is deleted on disk before it is handed out.</summary>
    public void DeleteThenDeliver(MessageQueue queue, Message message, byte[] content, IConsumer consumer) => _ = RunAsync(queue, message, async () =>
    {
        try
        {
            await file.WriteAsync(() => file.Messages.Delete(message.Sequence));
        }
        catch
        {
            queue.GiveUp(consumer, message);
            throw;
        }

        if (!queue.TryDeliverDeleted(consumer, message, content))
        {
            var again = new Message
            {
                Sequence = message.Sequence,
                EnqueuedAt = message.EnqueuedAt,
                ExpiresAt = message.ExpiresAt,
                DeliveryCount = message.DeliveryCount - 1,
                Annotations = message.Annotations,
                Content = content,
                ContentLength = content.Length,
            };
            await file.WriteAsync(() => file.Messages.Insert(queue.Entity.Path, again));
            queue.Add([again]);
            queue.Pump();
        }
    });

    public void DeadLetterForDeliveries(MessageQueue queue, Message message) =>
        _ = RunAsync(queue, message, () => MoveAsync(queue, message, DeadLetterReason.TooManyDeliveries(queue.Entity.Queue.MaxDeliveryCount)));

    public void Expire(MessageQueue queue, Message message) => _ = RunAsync(queue, message, async () =>
    {
        if (queue.Entity.Queue.DeadLetteringOnMessageExpiration)
        {
            await MoveAsync(queue, message, DeadLetterReason.Expired);
            return;
        }

        await file.WriteAsync(() => file.Messages.Delete(message.Sequence));
        queue.Drop(message);
    });

    /// <summary>Writes without a caller that waits.</summary>
    public void Forget(Action write) => _ = RunAsync(queue: null, message: null, () => file.WriteAsync(write));

    /// <summary>Puts back a taken message that cannot be read now, to be retried.</summary>
    public void PutBackLater(MessageQueue queue, Message message, Exception why) => _ = RunAsync(queue, message, () => Task.FromException(why));

    /// <summary>Moves a message that no other caller can reach to the dead-letter queue, which may be the queue that it is in.</summary>
    /// <param name="queue">The queue that it is in.</param>
    /// <param name="message">The message.</param>
    /// <param name="reason">Why it is dead-lettered.</param>
    /// <param name="changes">Changes to its properties.</param>
    /// <param name="drop">Removes it from its queue; called once the move is on disk.</param>
    /// <exception cref="Exception">The move could not be written; the message has not moved.</exception>
    public async Task MoveAsync(MessageQueue queue, Message message, DeadLetterReason reason, PropertyChanges changes, Action drop)
    {
        var content = changes.With(reason).ApplyTo(message.Content ?? file.Messages.GetContent(message.Sequence));
        var dead = new Message
        {
            Sequence = message.Sequence,
            EnqueuedAt = message.EnqueuedAt,
            ExpiresAt = Message.Never,
            DeliveryCount = message.DeliveryCount,
            Annotations = message.Annotations,
            Content = content,
            ContentLength = content.Length,
        };
        var target = queue.DeadLetters;
        await file.WriteAsync(() => file.Messages.Move(message.Sequence, target.Entity.Path, dead.DeliveryCount, content));
        drop();
        target.Add([dead]);
        target.Pump();
    }

    private Task MoveAsync(MessageQueue queue, Message message, DeadLetterReason reason) =>
        MoveAsync(queue, message, reason, new PropertyChanges(), () => queue.Drop(message));

    private async Task RunAsync(MessageQueue? queue, Message? message, Func<Task> work)
    {
        // Releases the caller's lock.
        await Task.Yield();
        try
        {
            await work();
        }
        // The write failed; the message is retried when its queue is next pumped.
        catch (Exception exception) when (exception is not ObjectDisposedException)
        {
            report(exception);
            await Task.Delay(PauseAfterFailure, time);
            queue?.PutBack(message!);
        }
        catch (ObjectDisposedException)
        {
            // The broker is stopping; the state on disk is valid.
        }
    }
}
