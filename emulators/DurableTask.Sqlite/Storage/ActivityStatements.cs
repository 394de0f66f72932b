using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>Writes the table activities.</summary>
internal sealed class ActivityStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection,
        "INSERT INTO activities (id, instance, task, body) VALUES (@id, @instance, @task, @body)",
        "@id", "@instance", "@task", "@body");

    private readonly Statement _delete = new(connection, "DELETE FROM activities WHERE id = @id", "@id");

    public void Insert(long id, long instance, int task, byte[] body) => _insert.Run(id, instance, task, body);

    /// <returns>False if the activity has responded before.</returns>
    public bool TryDelete(long id) => _delete.Run(id) == 1;

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
    }
}
