using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Receives messages from a queue. All members are called under the queue's lock.</summary>
internal interface IConsumer
{
    /// <summary>Whether messages are deleted when they are handed out; otherwise they are locked.</summary>
    bool Deletes { get; }

    /// <summary>Whether one more message would be accepted now.</summary>
    bool IsReady { get; }

    /// <summary>Reserves a slot for a message that is being deleted and then handed out.</summary>
    void Reserve();

    /// <summary>Frees the slot, since the message could not be deleted.</summary>
    void GiveUpReserved();

    /// <param name="message">The message to hand out.</param>
    /// <param name="content">Its bare message.</param>
    /// <param name="held">The lock under which it is handed out; null if the consumer deletes, and has reserved the slot.</param>
    /// <returns>False if it is not accepted after all; the message is then put back, and the delivery does not count.</returns>
    bool TryDeliver(Message message, byte[] content, MessageLock? held);
}
