using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>
/// The one thread of this process that touches the database. Work that arrives while a commit waits for the disk goes into the next
/// transaction together. Between transactions it looks for other processes' commits, while anybody waits for them: when their bell rings, and
/// now and then in case it went unheard.
/// </summary>
internal sealed class GroupCommit : IDisposable
{
    private const int LargestGroup = 256;
    private static readonly TimeSpan IntervalWithBell = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IntervalWithoutBell = TimeSpan.FromMilliseconds(20);

    private readonly object _gate = new();
    private readonly Queue<PendingWork> _waiting = new();
    private readonly HashSet<string> _changed = [];
    private readonly QueueDatabase _database;
    private readonly Doorbell _doorbell;
    private readonly CommitBell _bell;
    private readonly CommitProbe? _probe;
    private readonly TimeSpan _interval;
    private readonly Thread _thread;
    private long _dataVersion;
    private long _watchedAt;
    private bool _rung;
    private bool _closing;

    /// <summary>Starts the thread; from now on the database belongs to it.</summary>
    public GroupCommit(QueueDatabase database, Doorbell doorbell, string directory)
    {
        _database = database;
        _doorbell = doorbell;
        _dataVersion = database.DataVersion();
        _bell = new CommitBell(directory, HearBell);
        _probe = CommitProbe.Find(directory);
        _interval = _bell.CanHear ? IntervalWithBell : IntervalWithoutBell;
        _thread = new Thread(Loop) { IsBackground = true, Name = "Service Bus emulator" };
        _thread.Start();
    }

    /// <summary>Runs work in a transaction. It must be safe to run again, as after a failure of a neighbour in the same group.</summary>
    /// <returns>The work's result, once it is on the disk.</returns>
    /// <exception cref="ServiceBusException">The database failed; nothing was changed.</exception>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var pending = new PendingWork<T>(work);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, typeof(ServiceBusClient));
            _waiting.Enqueue(pending);
            Monitor.Pulse(_gate);
        }

        return pending.Task;
    }

    /// <summary>Called by work: who waits for this queue is woken after the commit.</summary>
    public void Changed(string queue) => _changed.Add(queue);

    /// <summary>Ends the thread once everything accepted has been done.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _bell.Dispose();
    }

    private void Loop()
    {
        var group = new List<PendingWork>();
        while (TakeGroup(group))
        {
            if (group.Count > 0)
            {
                Commit(group);
            }

            bool rung = TakeRing();
            if (_doorbell.HasListeners && (rung || Stopwatch.GetElapsedTime(_watchedAt) >= _interval))
            {
                Watch();
            }
        }
    }

    private bool TakeGroup(List<PendingWork> group)
    {
        group.Clear();
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closing)
            {
                if (_rung || !Monitor.Wait(_gate, _doorbell.HasListeners ? _interval : Timeout.InfiniteTimeSpan))
                {
                    return true;
                }
            }

            while (group.Count < LargestGroup && _waiting.TryDequeue(out PendingWork? work))
            {
                group.Add(work);
            }
        }

        return group.Count > 0;
    }

    private void Commit(List<PendingWork> group)
    {
        PendingWork? failing = null;
        try
        {
            _changed.Clear();
            _database.Begin();
            long changes = _probe is null ? 0 : _database.TotalChanges();
            foreach (PendingWork work in group)
            {
                failing = work;
                work.Run();
            }

            failing = null;
            CommitGroup(changes);
        }
        // Whatever went wrong belongs to the callers; the thread lives on for the others.
        catch (Exception error)
        {
            Recover(group, failing, error);
            return;
        }

        if (_changed.Count > 0)
        {
            _bell.Ring();
        }

        foreach (string queue in _changed)
        {
            _doorbell.Ring(queue);
        }

        group.ForEach(work => work.Succeed());
    }

    private void CommitGroup(long changesBefore)
    {
        CommitProbe? probe = _probe is not null && _database.TotalChanges() != changesBefore ? _probe : null;
        probe?.Before();
        _database.Commit();
        probe?.After();
    }

    /// <summary>One work's failure takes back its neighbours' changes too, so these run again; a failure of the file is everybody's.</summary>
    private void Recover(List<PendingWork> group, PendingWork? failing, Exception error)
    {
        try
        {
            _database.Rollback();
        }
        catch (SqliteException)
        {
            // The transaction never began, or SQLite has rolled it back by itself.
        }

        if (failing is null)
        {
            group.ForEach(work => work.Fail(StoreFailure.From(error)));
            return;
        }

        failing.Fail(StoreFailure.From(error));
        List<PendingWork> others = group.FindAll(work => work != failing);
        if (others.Count > 0)
        {
            Commit(others);
        }
    }

    private void HearBell()
    {
        lock (_gate)
        {
            // Who begins to wait later looks into the queue first.
            _rung = _doorbell.HasListeners;
            Monitor.Pulse(_gate);
        }
    }

    private bool TakeRing()
    {
        lock (_gate)
        {
            bool rung = _rung;
            _rung = false;
            return rung;
        }
    }

    private void Watch()
    {
        _watchedAt = Stopwatch.GetTimestamp();
        long version = FindDataVersion() ?? _dataVersion + 1;
        if (version != _dataVersion)
        {
            _dataVersion = version;
            _doorbell.RingAll();
        }
    }

    /// <returns>Null when the file cannot be read: whoever waits is woken then, and meets the error in its own call.</returns>
    private long? FindDataVersion()
    {
        try
        {
            return _database.DataVersion();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
