using Emulators.ServiceBus.Storage;
using Emulators.Sqlite;

namespace Emulators.ServiceBus.Queues;

/// <summary>The database under the queues: its journal, its statements, its sequence counter.</summary>
internal sealed class QueueFile : IAsyncDisposable
{
    private readonly Database _database;
    private long _lastSequence;

    /// <param name="database">An open database, owned by this object from now on.</param>
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
        Journal = new Journal(writing, probe, onTold: Outbox.Tell);
    }

    public Journal Journal { get; }

    public Outbox Outbox { get; }

    public MessageStore Messages { get; }

    public DuplicateStore Duplicates { get; }

    /// <returns>Completes when the effects of <paramref name="apply"/>, which runs statements on this file, are on disk. Continuations must be quick.</returns>
    public Task WriteAsync(Action apply)
    {
        var entry = new WriteEntry(apply, Outbox);
        Journal.Enqueue(entry);
        return entry.Task;
    }

    /// <summary>Called on the journal's thread only. The numbers of a failed transaction are not reused.</summary>
    public long NextSequence() => ++_lastSequence;

    /// <summary>Writes what was submitted, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await Journal.DrainAsync();
        Messages.Dispose();
        Duplicates.Dispose();
        Journal.Dispose();
        _database.Dispose();
    }
}
