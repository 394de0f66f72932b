using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>A message in somebody's hands for a time. Locks live in memory only. Changed under the queue's lock.</summary>
internal sealed class MessageLock(MessageQueue queue, Message message)
{
    /// <summary>The lock token, which is the delivery's tag too.</summary>
    public Guid Token { get; } = Guid.NewGuid();

    public MessageQueue Queue { get; } = queue;

    public Message Message { get; } = message;

    /// <summary>UTC ticks.</summary>
    public long Until { get; set; }

    /// <summary>While a settlement is on its way to the disk the lock neither runs out nor takes another settlement.</summary>
    public bool IsSettling { get; set; }

    /// <summary>Its place among the queue's locks, soonest to end first; null once it has ended.</summary>
    public LinkedListNode<MessageLock>? Node { get; set; }
}
