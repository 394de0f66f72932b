namespace Emulators.ServiceBus.Queues;

/// <summary>Why a queue does not do what it was asked.</summary>
internal enum QueueFault
{
    /// <summary>The namespace is full.</summary>
    QuotaExceeded,

    /// <summary>No deferred or scheduled message has that number.</summary>
    MessageNotFound,

    /// <summary>Nothing is sent to a subqueue.</summary>
    NotAQueue,
}

/// <summary>A queue does not do what it was asked; the message says why.</summary>
internal sealed class QueueException(QueueFault fault, string message) : Exception(message)
{
    public QueueFault Fault { get; } = fault;
}
