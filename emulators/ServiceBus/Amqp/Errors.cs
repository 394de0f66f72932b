using Emulators.ServiceBus.Queues;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Data.Sqlite;

namespace Emulators.ServiceBus.Amqp;

/// <summary>Maps exceptions to the AMQP conditions that clients know.</summary>
internal static class Errors
{
    private const int DiskFull = 13;

    public static readonly AmqpSymbol MessageLockLost = "com.microsoft:message-lock-lost";
    public static readonly AmqpSymbol MessageNotFound = "com.microsoft:message-not-found";

    public static Error LockLost { get; } = Of(MessageLockLost, "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue.");

    public static Error TooLarge { get; } = Of(AmqpErrorCode.MessageSizeExceeded, $"A message, or a batch of them, has at most {Limits.Message} bytes.");

    public static Error From(Exception exception) => exception switch
    {
        AmqpException { Error: { } error } => error,
        QueueException queue => Of(ConditionOf(queue.Fault), queue.Message),
        SqliteException { SqliteErrorCode: DiskFull } => Of(AmqpErrorCode.ResourceLimitExceeded, "The broker's disk is full."),
        // Without the exception's text: it may contain paths.
        _ => Of(AmqpErrorCode.InternalError, "The broker could not do this."),
    };

    private static AmqpSymbol ConditionOf(QueueFault fault) => fault switch
    {
        QueueFault.QuotaExceeded => AmqpErrorCode.ResourceLimitExceeded,
        QueueFault.MessageNotFound => MessageNotFound,
        QueueFault.NotAQueue => AmqpErrorCode.NotAllowed,
        _ => AmqpErrorCode.InternalError,
    };

    private static Error Of(AmqpSymbol condition, string description) => new() { Condition = condition, Description = description };
}
