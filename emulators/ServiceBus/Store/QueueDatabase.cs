using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Store;

/// <summary>The file <c>queues.db</c>: its one connection in this process, its schema, its transactions. Not thread-safe.</summary>
internal sealed class QueueDatabase : IDisposable
{
    /// <summary>
    /// <c>available_at</c> orders a queue and says from when a message may be handed out: its due time, the end of its lock, or never (deferred).
    /// <c>returns_at</c> is what it falls back to when a lock ends. All times are UTC ticks of 100 ns.
    /// </summary>
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS messages (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            queue TEXT NOT NULL,
            available_at INTEGER NOT NULL,
            returns_at INTEGER NOT NULL,
            enqueued_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            delivery_count INTEGER NOT NULL DEFAULT 0,
            lock_token BLOB,
            dead_letter_reason TEXT,
            dead_letter_description TEXT,
            envelope BLOB NOT NULL,
            body BLOB NOT NULL
        );
        CREATE INDEX IF NOT EXISTS messages_available ON messages (queue, available_at);
        CREATE INDEX IF NOT EXISTS messages_locked ON messages (queue, available_at) WHERE lock_token IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history (
            queue TEXT NOT NULL,
            message_id TEXT NOT NULL,
            forget_at INTEGER NOT NULL,
            PRIMARY KEY (queue, message_id)
        ) WITHOUT ROWID;
        PRAGMA user_version = 1;
        """;

    private const long SchemaVersion = 1;

    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _dataVersion;
    private readonly Statement _totalChanges;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="ServiceBusException">It is of another version of the emulator.</exception>
    /// <exception cref="SqliteException">It cannot be opened or is no database.</exception>
    public QueueDatabase(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _dataVersion = Prepare("PRAGMA data_version");
        _totalChanges = Prepare("SELECT total_changes()");
        try
        {
            _connection.Open();
            Configure(path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql, params ReadOnlySpan<string> parameters) => new(_connection, sql, parameters);

    /// <summary>Takes the file's write lock, waiting for other processes.</summary>
    public void Begin() => _begin.Run();

    /// <returns>How many rows this connection has changed since it was opened.</returns>
    public long TotalChanges() => (long)_totalChanges.Scalar()!;

    /// <summary>Returns when the transaction is on the disk.</summary>
    public void Commit() => _commit.Run();

    public void Rollback() => _rollback.Run();

    /// <returns>A number that changes with each commit of another process, and with none of our own.</returns>
    public long DataVersion() => (long)_dataVersion.Scalar()!;

    public void Dispose() => _connection.Dispose();

    private void Configure(string path)
    {
        Execute("PRAGMA busy_timeout = 30000");
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        using Statement version = Prepare("PRAGMA user_version");
        Begin();
        long found = (long)version.Scalar()!;
        if (found == 0)
        {
            Execute(Schema);
        }

        Commit();
        if (found is not (0 or SchemaVersion))
        {
            throw new ServiceBusException(
                isTransient: false,
                $"'{path}' was written by another version of the emulator (schema {found}, expected {SchemaVersion}). Delete it to start anew.",
                reason: ServiceBusFailureReason.ServiceCommunicationProblem);
        }
    }

    private void Execute(string sql)
    {
        using Statement statement = Prepare(sql);
        statement.Run();
    }
}
