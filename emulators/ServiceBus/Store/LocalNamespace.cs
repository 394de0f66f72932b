using Azure.Messaging.ServiceBus.Definitions;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>One directory with its queues, opened once in a process and given to every client that names it.</summary>
internal sealed class LocalNamespace : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, LocalNamespace> Opened = [];

    private readonly string _directory;
    private readonly QueueDatabase _database;
    private readonly GroupCommit _commits;
    private int _users;

    private LocalNamespace(string directory)
    {
        TimeProvider time = TimeProvider.System;
        var doorbell = new Doorbell();
        _directory = directory;
        Entities = new EntityDirectory(DefinitionsFile.Read(directory));
        try
        {
            _database = new QueueDatabase(Path.Combine(directory, "queues.db"));
        }
        catch (Microsoft.Data.Sqlite.SqliteException error)
        {
            throw StoreFailure.From(error);
        }

        _commits = new GroupCommit(_database, doorbell, directory);
        Store = new QueueStore(_database, _commits, time);
        Wait = new QueueWait(Store, doorbell, time);
    }

    public EntityDirectory Entities { get; }

    public QueueStore Store { get; }

    public QueueWait Wait { get; }

    /// <summary>Opens the directory, or joins those who have. Each call needs its <see cref="Dispose"/>.</summary>
    /// <exception cref="ServiceBusException">The definitions or the file cannot be used.</exception>
    public static LocalNamespace Open(string directory)
    {
        lock (Gate)
        {
            if (!Opened.TryGetValue(directory, out LocalNamespace? found))
            {
                found = new LocalNamespace(directory);
                Opened.Add(directory, found);
            }

            found._users++;
            return found;
        }
    }

    /// <summary>One user leaves. Closes the file when the last user leaves; what it has asked for until then is done.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (--_users > 0)
            {
                return;
            }

            Opened.Remove(_directory);
            _commits.Dispose();
            _database.Dispose();
        }
    }
}
