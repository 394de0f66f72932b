using System.Threading.Channels;

namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>
/// The only writer. Writes are committed in the order in which they were handed in, and those that gather while the disk works are
/// committed together, so that the cost of a COMMIT is shared when there is much to do.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int MaxEntriesInTransaction = 1_000;

    private readonly Channel<JournalEntry> _entries = Channel.CreateUnbounded<JournalEntry>(new() { SingleReader = true });
    private readonly Action<Exception> _onBroken;
    private readonly Thread _thread;
    private readonly string _path;
    private readonly CommitProbe? _probe;
    private volatile Exception? _stopped;

    /// <param name="onBroken">The database refused a transaction; nothing is written any more.</param>
    public Journal(string path, CommitProbe? probe, Action<Exception> onBroken)
    {
        _path = path;
        _probe = probe;
        _onBroken = onBroken;
        _thread = new(Run) { IsBackground = true, Name = "durable journal" };
    }

    public void Start() => _thread.Start();

    /// <summary>Without waiting. Lost without a word when the engine stops first.</summary>
    public void Enqueue(Action<InstanceStore> apply, Action? committed = null) => Enqueue(new(apply, committed, null));

    /// <returns>Done when the write is on disk.</returns>
    public Task WriteAsync(Action<InstanceStore> apply, Action? committed = null)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(new(
            apply,
            () =>
            {
                committed?.Invoke();
                written.SetResult();
            },
            exception => written.TrySetException(exception)));
        return written.Task;
    }

    /// <returns>Done when everything handed in before is on disk.</returns>
    public Task FlushAsync() => WriteAsync(static _ => { });

    /// <summary>Writes what was handed in, and takes no more.</summary>
    public Task DrainAsync()
    {
        _entries.Writer.TryComplete();
        return _thread.IsAlive ? Task.Run(_thread.Join) : Task.CompletedTask;
    }

    /// <summary>Drops what was handed in and is not written yet, as a crash would.</summary>
    public void Dispose()
    {
        _stopped ??= new ObjectDisposedException("The durable task engine is stopped.");
        _entries.Writer.TryComplete();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }
    }

    private void Enqueue(JournalEntry entry)
    {
        if (!_entries.Writer.TryWrite(entry))
        {
            entry.Failed?.Invoke(_stopped ?? new ObjectDisposedException("The durable task engine is stopped."));
        }
    }

    private void Run()
    {
        using var connection = Schema.Open(_path);
        using var store = new InstanceStore(connection);
        using var begin = new SqlStatement(connection, "BEGIN IMMEDIATE", 0);
        using var commit = new SqlStatement(connection, "COMMIT", 0);
        var batch = new List<JournalEntry>();
        while (_entries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < MaxEntriesInTransaction && _entries.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            Write(batch, store, begin, commit);
        }
    }

    private void Write(List<JournalEntry> batch, InstanceStore store, SqlStatement begin, SqlStatement commit)
    {
        try
        {
            if (_stopped is { } stopped)
            {
                throw stopped;
            }

            begin.Run();
            foreach (var entry in batch)
            {
                entry.Apply(store);
            }

            _probe?.Before();
            commit.Run();
            _probe?.After();
        }
        catch (Exception exception)
        {
            // Whatever it was, memory is ahead of the disk now: go no further, and let a restart begin from what is written. Closing
            // the connection rolls back.
            Break(exception, batch);
            return;
        }

        foreach (var entry in batch)
        {
            entry.Committed?.Invoke();
        }
    }

    private void Break(Exception exception, List<JournalEntry> batch)
    {
        if (_stopped is null)
        {
            _stopped = exception;
            _entries.Writer.TryComplete();
            _onBroken(exception);
        }

        foreach (var entry in batch)
        {
            entry.Failed?.Invoke(exception);
        }
    }
}
