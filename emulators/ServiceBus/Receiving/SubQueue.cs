namespace Azure.Messaging.ServiceBus;

/// <summary>A queue within a queue.</summary>
public enum SubQueue
{
    None = 0,

    /// <summary>Messages that could not be processed: <c>&lt;queue&gt;/$DeadLetterQueue</c>.</summary>
    DeadLetter = 1,

    /// <summary>Messages that could not be forwarded; nothing is forwarded here, so always empty.</summary>
    TransferDeadLetter = 2,
}
