using Emulators.ServiceBus.Messages;
using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace Emulators.ServiceBus.Storage;

/// <summary>The statements on <c>messages</c>. Writes run in the journal's transactions, reads on a separate connection.</summary>
internal sealed class MessageStore : IDisposable
{
    private const string Columns = "seq, queue, enqueued_at, expires_at, delivery_count, deferred, annotations, length(content)";

    private readonly SqliteConnection _reading;
    private readonly Lock _readingGate = new();
    private readonly Statement _insert;
    private readonly Statement _delete;
    private readonly Statement _count;
    private readonly Statement _defer;
    private readonly Statement _replace;
    private readonly Statement _move;
    private readonly Statement _content;
    private readonly Statement _all;
    private readonly Statement _lastSequence;

    /// <param name="writing">The journal's connection.</param>
    /// <param name="reading">A connection for reads, owned by the store from now on.</param>
    public MessageStore(SqliteConnection writing, SqliteConnection reading)
    {
        _reading = reading;
        _insert = new Statement(
            writing,
            "INSERT INTO messages (seq, queue, enqueued_at, expires_at, delivery_count, deferred, annotations, content) VALUES (@seq, @queue, @at, @end, @count, @deferred, @notes, @content)",
            "@seq", "@queue", "@at", "@end", "@count", "@deferred", "@notes", "@content");
        _delete = new Statement(writing, "DELETE FROM messages WHERE seq = @seq", "@seq");
        _count = new Statement(writing, "UPDATE messages SET delivery_count = @count WHERE seq = @seq", "@count", "@seq");
        _defer = new Statement(writing, "UPDATE messages SET deferred = 1, delivery_count = @count WHERE seq = @seq", "@count", "@seq");
        _replace = new Statement(writing, "UPDATE messages SET content = @content WHERE seq = @seq", "@content", "@seq");
        _move = new Statement(
            writing,
            "UPDATE messages SET queue = @queue, expires_at = 9223372036854775807, deferred = 0, delivery_count = @count, content = @content WHERE seq = @seq",
            "@queue", "@count", "@content", "@seq");
        _content = new Statement(reading, "SELECT content FROM messages WHERE seq = @seq", "@seq");
        _all = new Statement(reading, $"SELECT {Columns} FROM messages ORDER BY seq");
        _lastSequence = new Statement(reading, "SELECT seq FROM sqlite_sequence WHERE name = 'messages'");
    }

    /// <returns>The highest sequence number ever used; 0 in a new file.</returns>
    public long ReadLastSequence() => _lastSequence.Scalar() as long? ?? 0;

    /// <returns>Every message without its content, oldest first, with the path of the entity that holds it.</returns>
    public List<(string Path, Message Message)> ReadAll() => _all.Rows(static row => (
        row.GetString(1),
        new Message
        {
            Sequence = row.GetInt64(0),
            EnqueuedAt = row.GetInt64(2),
            ExpiresAt = row.GetInt64(3),
            DeliveryCount = row.GetInt32(4),
            IsDeferred = row.GetBoolean(5),
            Annotations = row.GetFieldValue<byte[]>(6),
            ContentLength = row.GetInt32(7),
        }));

    /// <returns>The bare message; null if the message was deleted.</returns>
    public byte[]? FindContent(long sequence)
    {
        lock (_readingGate)
        {
            return (byte[]?)_content.Scalar(sequence);
        }
    }

    /// <inheritdoc cref="FindContent"/>
    public byte[] GetContent(long sequence) =>
        FindContent(sequence) ?? throw new InvalidOperationException($"The message {sequence} is in a queue but not in the file.");

    public void Insert(string path, Message message) => _insert.Run(
        message.Sequence, path, message.EnqueuedAt, message.ExpiresAt, message.DeliveryCount, message.IsDeferred ? 1 : 0, message.Annotations, message.Content);

    public void Delete(long sequence) => _delete.Run(sequence);

    public void SetDeliveryCount(long sequence, int count) => _count.Run(count, sequence);

    public void Defer(long sequence, int deliveryCount) => _defer.Run(deliveryCount, sequence);

    public void ReplaceContent(long sequence, byte[] content) => _replace.Run(content, sequence);

    /// <summary>Moves a message to another entity, where it neither expires nor is deferred.</summary>
    public void Move(long sequence, string path, int deliveryCount, byte[] content) => _move.Run(path, deliveryCount, content, sequence);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _delete, _count, _defer, _replace, _move, _content, _all, _lastSequence])
        {
            statement.Dispose();
        }

        _reading.Dispose();
    }
}
