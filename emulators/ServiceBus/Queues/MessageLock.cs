using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>A message that a receiver holds for a limited time. Locks are kept in memory only. Changed under the queue's lock.</summary>
internal sealed class MessageLock(MessageQueue queue, Message message)
{
    /// <summary>The lock token, which is also the delivery tag.</summary>
    public Guid Token { get; } = Guid.NewGuid();

    public MessageQueue Queue { get; } = queue;

    public Message Message { get; } = message;

    /// <summary>When it expires, UTC ticks.</summary>
    public long Until { get; set; }

    /// <summary>While a settlement is being written the lock neither expires nor accepts another settlement.</summary>
    public bool IsSettling { get; set; }

    /// <summary>Its position among the queue's locks, soonest to expire first; null once it has ended.</summary>
    public LinkedListNode<MessageLock>? Node { get; set; }
}
