using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>Writes the table history.</summary>
internal sealed class HistoryStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insert = new(
        connection, "INSERT INTO history (id, instance, events) VALUES (@id, @instance, @events)", "@id", "@instance", "@events");

    private readonly Statement _delete = new(connection, "DELETE FROM history WHERE instance = @instance", "@instance");

    public void Insert(long id, long instance, byte[] events) => _insert.Run(id, instance, events);

    public void Delete(long instance) => _delete.Run(instance);

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
    }
}
