namespace Emulators.ServiceBus.Queues;

/// <summary>Why a queue refuses a request.</summary>
internal enum QueueFault
{
    /// <summary>The namespace is full.</summary>
    QuotaExceeded,

    /// <summary>No deferred or scheduled message has that number.</summary>
    MessageNotFound,

    /// <summary>Nothing can be sent to a subqueue.</summary>
    NotAQueue,
}

/// <summary>A queue refuses a request; the message says why.</summary>
internal sealed class QueueException(QueueFault fault, string message) : Exception(message)
{
    public QueueFault Fault { get; } = fault;
}
