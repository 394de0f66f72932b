using Azure.Messaging.ServiceBus.Tracing;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send.</summary>
public class ServiceBusMessage
{
    private const int LongestKey = 128;

    private string? _messageId;
    private string? _sessionId;
    private string? _partitionKey;
    private string? _transactionPartitionKey;
    private string? _replyToSessionId;
    private TimeSpan _timeToLive = TimeSpan.MaxValue;

    public ServiceBusMessage()
        : this(default(ReadOnlyMemory<byte>))
    {
    }

    public ServiceBusMessage(string body)
        : this(BinaryData.FromString(body))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    /// <summary>A copy to send again: everything the sender once set, nothing the queue has added.</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        Body = receivedMessage.Body;
        MessageId = receivedMessage.MessageId;
        CorrelationId = receivedMessage.CorrelationId;
        Subject = receivedMessage.Subject;
        ContentType = receivedMessage.ContentType;
        SessionId = receivedMessage.SessionId;
        PartitionKey = receivedMessage.PartitionKey;
        TransactionPartitionKey = receivedMessage.TransactionPartitionKey;
        To = receivedMessage.To;
        ReplyTo = receivedMessage.ReplyTo;
        ReplyToSessionId = receivedMessage.ReplyToSessionId;
        TimeToLive = receivedMessage.TimeToLive;
        ScheduledEnqueueTime = receivedMessage.ScheduledEnqueueTime;
        foreach ((string name, object value) in receivedMessage.ApplicationProperties)
        {
            if (name is not (ServiceBusReceivedMessage.DeadLetterReasonName or ServiceBusReceivedMessage.DeadLetterErrorDescriptionName or TraceProperties.DiagnosticId))
            {
                ApplicationProperties.Add(name, value);
            }
        }
    }

    public BinaryData Body { get; set; }

    /// <summary>At most 128 characters; what duplicate detection goes by. Default: the queue gives one.</summary>
    public string? MessageId
    {
        get => _messageId;
        set => _messageId = Key(value, nameof(MessageId));
    }

    public string? CorrelationId { get; set; }

    public string? Subject { get; set; }

    public string? ContentType { get; set; }

    /// <summary>At most 128 characters. Carried along; the emulator has no sessions.</summary>
    public string? SessionId
    {
        get => _sessionId;
        set => _sessionId = Key(value, nameof(SessionId));
    }

    /// <summary>At most 128 characters. Carried along; the emulator has no partitions.</summary>
    public string? PartitionKey
    {
        get => _partitionKey;
        set => _partitionKey = Key(value, nameof(PartitionKey));
    }

    /// <inheritdoc cref="PartitionKey"/>
    public string? TransactionPartitionKey
    {
        get => _transactionPartitionKey;
        set => _transactionPartitionKey = Key(value, nameof(TransactionPartitionKey));
    }

    public string? To { get; set; }

    public string? ReplyTo { get; set; }

    /// <inheritdoc cref="SessionId"/>
    public string? ReplyToSessionId
    {
        get => _replyToSessionId;
        set => _replyToSessionId = Key(value, nameof(ReplyToSessionId));
    }

    /// <summary>Above zero, counted from when the message becomes due. A queue's default that is shorter wins.</summary>
    public TimeSpan TimeToLive
    {
        get => _timeToLive;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            _timeToLive = value;
        }
    }

    /// <summary>The message stays hidden until then. Default: at once.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    /// <summary>Strings, numbers, booleans, characters, GUIDs, times, URIs and byte arrays.</summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>();

    public override string ToString() => $"{{MessageId:{MessageId}}}";

    private static string? Key(string? value, string name) => value is { Length: > LongestKey }
        ? throw new ArgumentOutOfRangeException(name, $"{name} is at most {LongestKey} characters.")
        : value;
}
