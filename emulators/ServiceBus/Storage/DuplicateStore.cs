using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace Emulators.ServiceBus.Storage;

/// <summary>The message ids that duplicate detection remembers: in memory for lookups, and on disk to survive restarts. Used on the journal's thread only.</summary>
internal sealed class DuplicateStore : IDisposable
{
    // Each send deletes at most this many expired ids, so that no send has to delete a whole minute's worth.
    private const int ForgottenAtOnce = 64;

    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(string Queue, string MessageId), long> _forgetAt = [];
    private readonly Statement _remember;
    private readonly Statement _findDue;
    private readonly Statement _forget;
    private readonly Statement _all;
    private long _nextLook;

    public DuplicateStore(SqliteConnection writing)
    {
        _remember = new Statement(
            writing,
            "INSERT INTO duplicates (queue, message_id, forget_at) VALUES (@queue, @id, @at) ON CONFLICT DO UPDATE SET forget_at = excluded.forget_at",
            "@queue", "@id", "@at");
        _findDue = new Statement(
            writing, $"SELECT queue, message_id FROM duplicates WHERE forget_at <= @now ORDER BY forget_at LIMIT {ForgottenAtOnce}", "@now");
        _forget = new Statement(writing, "DELETE FROM duplicates WHERE queue = @queue AND message_id = @id", "@queue", "@id");
        _all = new Statement(writing, "SELECT queue, message_id, forget_at FROM duplicates");
    }

    /// <summary>Loads the ids from disk; called before the journal starts.</summary>
    public void Load()
    {
        foreach (var (key, at) in _all.Rows(static row => ((row.GetString(0), row.GetString(1)), row.GetInt64(2))))
        {
            _forgetAt[key] = at;
        }
    }

    /// <returns>False if the id is already remembered.</returns>
    public bool TryRemember(string queue, string messageId, long now, long forgetAt)
    {
        if (_forgetAt.TryGetValue((queue, messageId), out var remembered) && remembered > now)
        {
            return false;
        }

        _remember.Run(queue, messageId, forgetAt);
        _forgetAt[(queue, messageId)] = forgetAt;
        return true;
    }

    /// <summary>Forgets what a failed transaction had remembered.</summary>
    public void TakeBack(string queue, string messageId) => _forgetAt.Remove((queue, messageId));

    public void ForgetDue(long now)
    {
        if (now < _nextLook)
        {
            return;
        }

        var due = _findDue.Rows(static row => (row.GetString(0), row.GetString(1)), now);
        foreach (var (queue, id) in due)
        {
            _forget.Run(queue, id);
            _forgetAt.Remove((queue, id));
        }

        _nextLook = due.Count == ForgottenAtOnce ? now : now + PauseBetweenLooks.Ticks;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_remember, _findDue, _forget, _all])
        {
            statement.Dispose();
        }
    }
}
