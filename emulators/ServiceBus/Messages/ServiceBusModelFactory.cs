using Azure.Messaging.ServiceBus.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>Makes what only the library makes otherwise, for tests of handlers.</summary>
public static class ServiceBusModelFactory
{
    public static ServiceBusReceivedMessage ServiceBusReceivedMessage(
        BinaryData? body = null,
        string? messageId = null,
        string? partitionKey = null,
        string? viaPartitionKey = null,
        string? sessionId = null,
        string? replyToSessionId = null,
        TimeSpan timeToLive = default,
        string? correlationId = null,
        string? subject = null,
        string? to = null,
        string? contentType = null,
        string? replyTo = null,
        DateTimeOffset scheduledEnqueueTime = default,
        IDictionary<string, object>? properties = null,
        Guid lockTokenGuid = default,
        int deliveryCount = 0,
        DateTimeOffset lockedUntil = default,
        long sequenceNumber = -1,
        string? deadLetterSource = null,
        long enqueuedSequenceNumber = 0,
        DateTimeOffset enqueuedTime = default,
        ServiceBusMessageState serviceBusMessageState = ServiceBusMessageState.Active)
    {
        var envelope = new Envelope
        {
            MessageId = messageId ?? "",
            PartitionKey = partitionKey,
            TransactionPartitionKey = viaPartitionKey,
            SessionId = sessionId,
            ReplyToSessionId = replyToSessionId,
            CorrelationId = correlationId,
            Subject = subject,
            To = to,
            ContentType = contentType,
            ReplyTo = replyTo,
            ScheduledEnqueueTime = scheduledEnqueueTime,
            Properties = PropertyEncoding.Encode(properties),
        };
        return new ServiceBusReceivedMessage(envelope, body ?? BinaryData.FromBytes(ReadOnlyMemory<byte>.Empty))
        {
            DeliveryCount = deliveryCount,
            SequenceNumber = sequenceNumber,
            EnqueuedSequenceNumber = enqueuedSequenceNumber,
            EnqueuedTime = enqueuedTime,
            TimeToLive = timeToLive == default ? TimeSpan.MaxValue : timeToLive,
            LockedUntil = lockedUntil,
            LockTokenGuid = lockTokenGuid,
            DeadLetterSource = deadLetterSource,
            State = serviceBusMessageState,
        };
    }
}
