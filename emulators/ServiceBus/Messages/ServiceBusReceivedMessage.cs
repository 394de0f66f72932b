using Azure.Messaging.ServiceBus.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message that a queue has handed out or shown.</summary>
public class ServiceBusReceivedMessage
{
    internal const string DeadLetterReasonName = "DeadLetterReason";
    internal const string DeadLetterErrorDescriptionName = "DeadLetterErrorDescription";

    private readonly Envelope _envelope;

    internal ServiceBusReceivedMessage(Envelope envelope, BinaryData body)
    {
        _envelope = envelope;
        Body = body;
        ApplicationProperties = envelope.DecodeProperties();
    }

    public BinaryData Body { get; }

    public string MessageId => _envelope.MessageId;

    public string? CorrelationId => _envelope.CorrelationId;

    public string? Subject => _envelope.Subject;

    public string? ContentType => _envelope.ContentType;

    public string? SessionId => _envelope.SessionId;

    public string? PartitionKey => _envelope.PartitionKey;

    public string? TransactionPartitionKey => _envelope.TransactionPartitionKey;

    public string? To => _envelope.To;

    public string? ReplyTo => _envelope.ReplyTo;

    public string? ReplyToSessionId => _envelope.ReplyToSessionId;

    public DateTimeOffset ScheduledEnqueueTime => _envelope.ScheduledEnqueueTime;

    /// <summary>What the sender and settling receivers have set; in the dead-letter queue also the reason and its description.</summary>
    public IReadOnlyDictionary<string, object> ApplicationProperties { get; }

    /// <summary>How often the message was handed out, this time included; 0 when only peeked at.</summary>
    public int DeliveryCount { get; internal init; }

    /// <summary>Grows with each message of the directory; never given twice.</summary>
    public long SequenceNumber { get; internal init; }

    public long EnqueuedSequenceNumber { get; internal init; }

    /// <summary>When the message was accepted, or becomes due.</summary>
    public DateTimeOffset EnqueuedTime { get; internal init; }

    /// <summary>What the sender asked for, at most the queue's default.</summary>
    public TimeSpan TimeToLive { get; internal init; } = TimeSpan.MaxValue;

    public DateTimeOffset ExpiresAt => TimeToLive >= DateTimeOffset.MaxValue - EnqueuedTime ? DateTimeOffset.MaxValue : EnqueuedTime + TimeToLive;

    /// <summary>When the lock runs out; renewal moves it.</summary>
    public DateTimeOffset LockedUntil { get; internal set; }

    public string LockToken => LockTokenGuid.ToString();

    public ServiceBusMessageState State { get; internal init; }

    /// <summary>Only set by forwarding, which the emulator lacks.</summary>
    public string? DeadLetterSource { get; internal init; }

    public string? DeadLetterReason => ApplicationProperties.GetValueOrDefault(DeadLetterReasonName) as string;

    public string? DeadLetterErrorDescription => ApplicationProperties.GetValueOrDefault(DeadLetterErrorDescriptionName) as string;

    internal Guid LockTokenGuid { get; init; }

    /// <summary>True once, and while, a receiver of this process completes, abandons, defers or dead-letters it.</summary>
    internal bool IsSettled { get; set; }

    public override string ToString() => $"{{MessageId:{MessageId}}}";
}
