using Microsoft.Azure.Amqp.Encoding;

namespace Emulators.ServiceBus.Messages;

/// <summary>The message annotations of Service Bus, as in "AMQP 1.0 in Azure Service Bus: protocol guide".</summary>
internal static class AnnotationNames
{
    public static readonly AmqpSymbol ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";
    public static readonly AmqpSymbol SequenceNumber = "x-opt-sequence-number";
    public static readonly AmqpSymbol EnqueueSequenceNumber = "x-opt-enqueue-sequence-number";
    public static readonly AmqpSymbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly AmqpSymbol LockedUntil = "x-opt-locked-until";
    public static readonly AmqpSymbol MessageState = "x-opt-message-state";
    private static readonly AmqpSymbol DeadLetterSource = "x-opt-deadletter-source";

    /// <summary>The annotations that the broker overwrites, whatever a sender sets.</summary>
    public static IReadOnlyList<AmqpSymbol> OfTheBroker { get; } =
        [SequenceNumber, EnqueueSequenceNumber, EnqueuedTime, LockedUntil, MessageState, DeadLetterSource];
}
