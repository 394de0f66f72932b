using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>A row of <c>messages</c> as the message that a receiver sees.</summary>
internal static class StoredMessage
{
    /// <summary>A time that never comes: <c>available_at</c> of deferred messages, <c>expires_at</c> of those without a limit.</summary>
    public const long Never = long.MaxValue;

    /// <summary>In the order that <see cref="Read"/> expects.</summary>
    public const string Columns = """
        seq, available_at, returns_at, enqueued_at, expires_at, delivery_count, lock_token, dead_letter_reason, dead_letter_description, envelope, body
        """;

    /// <param name="now">UTC ticks, to tell scheduled messages from active ones.</param>
    public static ServiceBusReceivedMessage Read(SqliteDataReader row, long now)
    {
        long sequenceNumber = row.GetInt64(0);
        long enqueuedAt = row.GetInt64(3);
        long expiresAt = row.GetInt64(4);
        bool locked = !row.IsDBNull(6);
        return new ServiceBusReceivedMessage(ReadEnvelope(row), BinaryData.FromBytes(row.GetFieldValue<byte[]>(10)))
        {
            SequenceNumber = sequenceNumber,
            EnqueuedSequenceNumber = sequenceNumber,
            EnqueuedTime = Time(enqueuedAt),
            TimeToLive = expiresAt == Never ? TimeSpan.MaxValue : TimeSpan.FromTicks(expiresAt - enqueuedAt),
            DeliveryCount = row.GetInt32(5),
            LockTokenGuid = locked ? new Guid(row.GetFieldValue<byte[]>(6)) : Guid.Empty,
            LockedUntil = locked ? Time(row.GetInt64(1)) : default,
            State = row.GetInt64(2) == Never ? ServiceBusMessageState.Deferred
                : enqueuedAt > now ? ServiceBusMessageState.Scheduled
                : ServiceBusMessageState.Active,
        };
    }

    public static Envelope ReadEnvelope(byte[] json) => JsonSerializer.Deserialize(json, EnvelopeJson.Default.Envelope)!;

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static Envelope ReadEnvelope(SqliteDataReader row)
    {
        var added = new Dictionary<string, PropertyValue>();
        Add(ServiceBusReceivedMessage.DeadLetterReasonName, 7);
        Add(ServiceBusReceivedMessage.DeadLetterErrorDescriptionName, 8);
        Envelope envelope = ReadEnvelope(row.GetFieldValue<byte[]>(9));
        return added.Count == 0 ? envelope : envelope.With(added);

        void Add(string name, int column)
        {
            if (!row.IsDBNull(column))
            {
                added.Add(name, new PropertyValue(nameof(String), row.GetString(column)));
            }
        }
    }
}
