using DurableTask.Sqlite.Instances;
using DurableTask.Sqlite.Storage;
using Emulators.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Hub;

/// <summary>A task hub's open file, and its state in memory.</summary>
internal sealed class OpenHub : IDisposable
{
    private const string WayOut = "Use the version that wrote it, or another file.";

    private readonly Database _database;
    private readonly Journal _journal;
    private volatile Exception? _broken;

    private OpenHub(Database database, SqliteOrchestrationServiceOptions options)
    {
        _database = database;
        Options = options;
        Clock = options.TimeProvider;
        Log = options.LoggerFactory.CreateLogger("DurableTask.Sqlite");
        Reads = new ReadConnections(database, options.Probe);
        var connection = database.Connect();
        Statements = new JournalStatements(connection);
        Alarm = new Alarm(Clock);
        Instances = new LiveInstances(Announce, Alarm, options.MaxCachedEvents);
        Activities = new ActivityQueue(Alarm, options.MaxCachedActivities);
        _journal = new Journal(connection, options.Probe, Break);
    }

    public SqliteOrchestrationServiceOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Log { get; }

    public ReadConnections Reads { get; }

    /// <summary>For <see cref="HubChange{T}"/> only.</summary>
    public JournalStatements Statements { get; }

    public Alarm Alarm { get; }

    public ReadyQueue<LiveInstance> Ready { get; } = new();

    public ReadyQueue<LiveInstance> ReadyEntities { get; } = new();

    public LiveInstances Instances { get; }

    public ActivityQueue Activities { get; }

    public CompletionWaiters Waiters { get; } = new();

    /// <summary>Why writing no longer works; null as long as it does.</summary>
    public Exception? Broken => _broken;

    /// <exception cref="DatabaseException">The file cannot be used.</exception>
    public static OpenHub Open(SqliteOrchestrationServiceOptions options)
    {
        var database = Database.Open(options.Path, new Schema(typeof(OpenHub).Assembly, WayOut));
        OpenHub? hub = null;
        try
        {
            hub = new OpenHub(database, options);
            Recovery.Load(hub, database);
            hub._journal.Start();
            return hub;
        }
        // Whatever failed, the file is closed; SQLite's own errors are explained.
        catch (Exception exception)
        {
            ((IDisposable?)hub ?? database).Dispose();
            if (exception is SqliteException unusable)
            {
                throw database.Unusable(unusable);
            }

            throw;
        }
    }

    /// <returns>Completes when file and memory are changed.</returns>
    public Task<T> WriteAsync<T>(HubChange<T> change)
    {
        _journal.Enqueue(change);
        return change.Done;
    }

    /// <returns>Completes when everything submitted before is on disk.</returns>
    public Task FlushAsync() => Broken is null ? _journal.FlushAsync() : Task.CompletedTask;

    /// <summary>Writes what was submitted, and closes the file.</summary>
    public async Task CloseAsync()
    {
        await _journal.DrainAsync().ConfigureAwait(false);
        Dispose();
    }

    public void Dispose()
    {
        Alarm.Dispose();
        _journal.Dispose();
        Statements.Dispose();
        Reads.Dispose();
        _database.Dispose();
        Waiters.Fail(new ObjectDisposedException(nameof(SqliteOrchestrationService), "The task hub is closed."));
    }

    private void Announce(LiveInstance instance) => (instance.IsEntity ? ReadyEntities : Ready).Add(instance);

    private void Break(Exception exception)
    {
        _broken = exception;
        HubLog.Broken(Log, _database.Path, exception);
        Waiters.Fail(exception);
        Options.OnBroken?.Invoke(exception);
    }
}
