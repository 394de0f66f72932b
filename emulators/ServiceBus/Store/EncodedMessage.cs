using System.Text.Json;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>A message ready to be stored.</summary>
/// <param name="MessageId">The sender's, or one of our own.</param>
/// <param name="Envelope">JSON, UTF-8.</param>
/// <param name="Body">May be empty.</param>
/// <param name="TimeToLive">Not yet bounded by the queue's default.</param>
/// <param name="ScheduledEnqueueTime">A time past means at once.</param>
internal sealed record EncodedMessage(string MessageId, byte[] Envelope, byte[] Body, TimeSpan TimeToLive, DateTimeOffset ScheduledEnqueueTime)
{
    /// <summary>The standard tier's limit for a message and for all messages of one send.</summary>
    public const long LargestSizeInBytes = 256 * 1024;

    /// <summary>What AMQP adds to a message: section headers, annotations, type codes; rounded up.</summary>
    private const int FramingInBytes = 64;

    /// <summary>JSON names are longer than AMQP's type codes, so what fits here fits there.</summary>
    public long SizeInBytes => Envelope.Length + Body.Length + FramingInBytes;

    public static EncodedMessage From(ServiceBusMessage message) => From(message, message.ScheduledEnqueueTime);

    public static EncodedMessage From(ServiceBusMessage message, DateTimeOffset scheduledEnqueueTime)
    {
        var envelope = new Envelope
        {
            MessageId = message.MessageId ?? Guid.NewGuid().ToString("N"),
            CorrelationId = message.CorrelationId,
            Subject = message.Subject,
            ContentType = message.ContentType,
            SessionId = message.SessionId,
            PartitionKey = message.PartitionKey,
            TransactionPartitionKey = message.TransactionPartitionKey,
            To = message.To,
            ReplyTo = message.ReplyTo,
            ReplyToSessionId = message.ReplyToSessionId,
            ScheduledEnqueueTime = scheduledEnqueueTime,
            Properties = PropertyEncoding.Encode(message.ApplicationProperties),
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(envelope, EnvelopeJson.Default.Envelope);
        return new EncodedMessage(envelope.MessageId, json, message.Body.ToArray(), message.TimeToLive, scheduledEnqueueTime);
    }
}
