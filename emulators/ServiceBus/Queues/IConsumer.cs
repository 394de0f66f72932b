using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Somebody who takes messages from a queue. All members are called under the queue's lock.</summary>
internal interface IConsumer
{
    /// <summary>Whether messages are gone once they are handed out; else they are locked.</summary>
    bool Deletes { get; }

    /// <summary>Whether one more message would be taken now.</summary>
    bool IsReady { get; }

    /// <summary>Keeps a place for a message that is being deleted and then handed out.</summary>
    void Reserve();

    /// <summary>The place is not needed: the message could not be deleted.</summary>
    void GiveUpReserved();

    /// <param name="message">What to hand out.</param>
    /// <param name="content">Its bare message.</param>
    /// <param name="held">The lock under which it is handed out; null when the consumer deletes, and has reserved the place.</param>
    /// <returns>False when it cannot be taken after all; the message then goes back to its place, and the delivery does not count.</returns>
    bool TryDeliver(Message message, byte[] content, MessageLock? held);
}
