using Emulators.ServiceBus.Storage;
using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>The database under the queues: its journal, its statements, its counter of sequence numbers.</summary>
internal sealed class QueueFile : IAsyncDisposable
{
    private readonly Database _database;
    private long _lastSequence;

    /// <param name="database">Open; belongs to this from now on.</param>
    /// <param name="runTurn">See <see cref="Queues.Outbox"/>.</param>
    /// <param name="probe">Null outside tests.</param>
    public QueueFile(Database database, Action<Action> runTurn, CommitProbe? probe)
    {
        Outbox = new Outbox(runTurn);
        _database = database;
        var writing = database.Connect();
        Messages = new MessageStore(writing, database.Connect());
        Duplicates = new DuplicateStore(writing);
        Duplicates.Load();
        _lastSequence = Messages.ReadLastSequence();
        Journal = new Journal(writing, probe);
    }

    public Journal Journal { get; }

    public Outbox Outbox { get; }

    public MessageStore Messages { get; }

    public DuplicateStore Duplicates { get; }

    /// <returns>Done when the work, statements of this file, is on the disk. Who waits must be quick.</returns>
    public Task WriteAsync(Action apply)
    {
        var entry = new WriteEntry(apply, Outbox);
        Journal.Enqueue(entry);
        return entry.Task;
    }

    /// <summary>On the journal's thread only. A number of a transaction that failed is not given again.</summary>
    public long NextSequence() => ++_lastSequence;

    /// <summary>Writes what was handed in, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await Journal.DrainAsync();
        Messages.Dispose();
        Duplicates.Dispose();
        Journal.Dispose();
        _database.Dispose();
    }
}
