using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>Writes the tables messages and timers: what an instance's next episodes take.</summary>
internal sealed class MessageStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection, "INSERT INTO messages (id, instance, body) VALUES (@id, @instance, @body)", "@id", "@instance", "@body");

    private readonly Statement _insertIfOpen = new(
        connection,
        $"""
        INSERT INTO messages (id, instance, body) SELECT @id, id, @body FROM instances WHERE id = @instance AND status IN {Status.OpenList}
        """,
        "@id", "@instance", "@body");

    private readonly Statement _deleteUpTo = new(
        connection, "DELETE FROM messages WHERE instance = @instance AND id <= @last", "@instance", "@last");

    private readonly Statement _insertTimer = new(
        connection,
        "INSERT INTO timers (id, instance, due, starts, body) VALUES (@id, @instance, @due, @starts, @body)",
        "@id", "@instance", "@due", "@starts", "@body");

    private readonly Statement _deleteTimer = new(connection, "DELETE FROM timers WHERE id = @id", "@id");

    private readonly Statement _deleteTimers = new(connection, "DELETE FROM timers WHERE instance = @instance", "@instance");

    private readonly Statement _waitsForStart = new(
        connection, "SELECT 1 FROM timers WHERE instance = @instance AND starts = 1", "@instance");

    private readonly Statement _hasAny = new(
        connection,
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE instance = @instance) OR EXISTS (SELECT 1 FROM timers WHERE instance = @instance)",
        "@instance");

    /// <summary>Whether a message waits for the instance, or is being taken by an episode.</summary>
    public bool HasAny(long instance) => _hasAny.Scalar(instance) is not null;

    public void Insert(long id, long instance, byte[] body) => _insert.Run(id, instance, body);

    /// <returns>False if the instance has ended or does not exist; nothing was written then.</returns>
    public bool TryInsert(long id, long instance, byte[] body) => _insertIfOpen.Run(id, instance, body) == 1;

    /// <param name="last">This one and all before it: an inbox is taken from the front, and ids grow in commit order.</param>
    public void DeleteUpTo(long instance, long last) => _deleteUpTo.Run(instance, last);

    public void InsertTimer(long id, long instance, DateTime due, bool starts, byte[] body) =>
        _insertTimer.Run(id, instance, due.Ticks, starts ? 1 : 0, body);

    public void DeleteTimer(long id) => _deleteTimer.Run(id);

    public void DeleteTimers(long instance) => _deleteTimers.Run(instance);

    /// <summary>Whether the instance's start is scheduled and no episode has taken it yet.</summary>
    public bool WaitsForStart(long instance) => _waitsForStart.Scalar(instance) is not null;

    /// <summary>Deletes everything that still waits for the instance.</summary>
    public void DeleteAll(long instance)
    {
        DeleteUpTo(instance, long.MaxValue);
        DeleteTimers(instance);
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _insertIfOpen, _deleteUpTo, _insertTimer, _deleteTimer, _deleteTimers, _waitsForStart, _hasAny])
        {
            statement.Dispose();
        }
    }
}
