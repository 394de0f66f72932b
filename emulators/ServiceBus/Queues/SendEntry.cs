using Emulators.ServiceBus.Messages;
using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>Messages being sent to a queue, all or none. They are in the queue, in sequence order, before their sender is notified.</summary>
internal sealed class SendEntry(MessageQueue queue, IReadOnlyList<NewMessage> messages, QueueFile file, long now) : JournalEntry
{
    private readonly TaskCompletionSource<long[]> _sent = new();
    private readonly List<Message> _accepted = [];
    private readonly List<string> _remembered = [];
    private readonly long[] _sequences = new long[messages.Count];

    /// <summary>A sequence number for each message; 0 for a dropped duplicate.</summary>
    public Task<long[]> Task => _sent.Task;

    public override void Apply()
    {
        var definition = queue.Entity.Queue;
        if (definition.RequiresDuplicateDetection)
        {
            file.Duplicates.ForgetDue(now);
        }

        for (var i = 0; i < messages.Count; i++)
        {
            if (IsDuplicate(messages[i].MessageId))
            {
                continue;
            }

            var message = Accept(messages[i], definition.DefaultMessageTimeToLive);
            file.Messages.Insert(queue.Entity.Path, message);
            _accepted.Add(message);
            _sequences[i] = message.Sequence;
        }
    }

    public override void Committed()
    {
        queue.Add(_accepted);
        file.Outbox.Post(() => _sent.SetResult(_sequences));
    }

    public override void Failed(Exception exception)
    {
        _remembered.ForEach(id => file.Duplicates.TakeBack(queue.Entity.Path, id));
        _sent.SetException(exception);
    }

    private bool IsDuplicate(string messageId)
    {
        var definition = queue.Entity.Queue;
        if (!definition.RequiresDuplicateDetection)
        {
            return false;
        }

        if (!file.Duplicates.TryRemember(queue.Entity.Path, messageId, now, Ticks.After(now, definition.DuplicateDetectionHistoryTimeWindow)))
        {
            return true;
        }

        _remembered.Add(messageId);
        return false;
    }

    private Message Accept(NewMessage message, TimeSpan longest)
    {
        var enqueuedAt = Math.Max(now, message.ScheduledAt);
        var expiresAt = Ticks.After(enqueuedAt, message.TimeToLive is { } own && own < longest ? own : longest);
        var content = message.StatesExpiry ? ExpiryTimes.Set(message.Content, enqueuedAt, expiresAt) : message.Content;
        return new Message
        {
            Sequence = file.NextSequence(),
            EnqueuedAt = enqueuedAt,
            ExpiresAt = expiresAt,
            Annotations = message.Annotations,
            Content = content,
            ContentLength = content.Length,
        };
    }
}
