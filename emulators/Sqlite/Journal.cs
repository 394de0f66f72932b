using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Emulators.Sqlite;

/// <summary>
/// The only writer of a database. Entries are committed in the order in which they were submitted; those that arrive while the disk is busy are
/// committed together, so that many share the cost of one COMMIT. Thread-safe.
/// </summary>
public sealed class Journal : IDisposable
{
    private const int LargestGroup = 1_000;

    private readonly BlockingCollection<JournalEntry> _entries = [];
    private readonly SqliteConnection _connection;
    private readonly CommitProbe? _probe;
    private readonly Action<Exception>? _onBroken;
    private readonly Action<int, bool>? _onTold;
    private readonly Thread _thread;
    private volatile Exception? _stopped;
    private long _committed;

    /// <param name="connection">Owned by the journal from <see cref="Start"/> on, and disposed by it.</param>
    /// <param name="probe">Null outside tests.</param>
    /// <param name="onBroken">
    /// For a program whose memory runs ahead of the disk: a group that cannot be committed ends the journal, all later entries fail too, and this is
    /// called once. Without it, only that group's entries fail, and later ones are committed as usual.
    /// </param>
    /// <param name="onTold">Called on the journal's thread after a group's entries were notified, with their number and whether others are already waiting.</param>
    public Journal(
        SqliteConnection connection, CommitProbe? probe = null, Action<Exception>? onBroken = null, Action<int, bool>? onTold = null)
    {
        _onTold = onTold;
        _connection = connection;
        _probe = probe;
        _onBroken = onBroken;
        _thread = new Thread(Run) { IsBackground = true, Name = "journal" };
    }

    /// <summary>Number of entries on disk.</summary>
    public long Committed => Volatile.Read(ref _committed);

    public void Start() => _thread.Start();

    /// <summary>Submits an entry without waiting. If the journal has ended, the entry fails at once.</summary>
    public void Enqueue(JournalEntry entry)
    {
        try
        {
            _entries.Add(entry);
        }
        catch (InvalidOperationException)
        {
            entry.Failed(_stopped ?? Closed());
        }
    }

    /// <returns>Completes when everything submitted earlier is on disk.</returns>
    public Task FlushAsync() => WriteAsync(static () => true);

    /// <returns>Completes when the work is on disk.</returns>
    public Task WriteAsync(Action apply) => WriteAsync(() =>
    {
        apply();
        return true;
    });

    /// <returns>The result of the work, once it is on disk.</returns>
    public Task<T> WriteAsync<T>(Func<T> apply)
    {
        var entry = new AwaitedEntry<T>(apply);
        Enqueue(entry);
        return entry.Task;
    }

    /// <summary>Writes everything submitted so far, and accepts nothing more.</summary>
    public Task DrainAsync()
    {
        _entries.CompleteAdding();
        return _thread.IsAlive ? Task.Run(_thread.Join) : Task.CompletedTask;
    }

    /// <summary>Drops submitted entries that are not written yet, as a crash would.</summary>
    public void Dispose()
    {
        _stopped ??= Closed();
        _entries.CompleteAdding();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _connection.Dispose();
    }

    private static ObjectDisposedException Closed() => new(nameof(Journal), "The database is closed.");

    private void Run()
    {
        using var begin = new Statement(_connection, "BEGIN IMMEDIATE");
        using var commit = new Statement(_connection, "COMMIT");
        using var rollback = new Statement(_connection, "ROLLBACK");
        var group = new List<JournalEntry>();
        foreach (var first in _entries.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < LargestGroup && _entries.TryTake(out var next))
            {
                group.Add(next);
            }

            if (Write(group, begin, commit, rollback) is { } failure)
            {
                group.ForEach(entry => entry.Failed(failure));
            }
            else
            {
                Volatile.Write(ref _committed, _committed + group.Count);
                group.ForEach(static entry => entry.Committed());
            }

            _onTold?.Invoke(group.Count, _entries.Count > 0);
        }
    }

    /// <returns>Null if the group is on disk.</returns>
    private Exception? Write(List<JournalEntry> group, Statement begin, Statement commit, Statement rollback)
    {
        if (_stopped is { } stopped)
        {
            return stopped;
        }

        try
        {
            begin.Run();
            group.ForEach(static entry => entry.Apply());
            _probe?.Before();
            commit.Run();
            _probe?.After();
            return null;
        }
        // Any exception belongs to those who submitted the entries.
        catch (Exception exception)
        {
            RollBack(rollback);
            if (_onBroken is not null)
            {
                _stopped = exception;
                _entries.CompleteAdding();
                _onBroken(exception);
            }

            return exception;
        }
    }

    private static void RollBack(Statement rollback)
    {
        try
        {
            rollback.Run();
        }
        catch (SqliteException)
        {
            // No transaction is open: it never began, SQLite has already rolled it back, or it was committed.
        }
    }

    private sealed class AwaitedEntry<T>(Func<T> apply) : JournalEntry
    {
        private readonly TaskCompletionSource<T> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _written.Task;

        public override void Apply() => _result = apply();

        public override void Committed() => _written.TrySetResult(_result!);

        public override void Failed(Exception exception) => _written.TrySetException(exception);
    }
}
