using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>The statements that write the file, for the journal's thread only.</summary>
internal sealed class JournalStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _tree = new(
        connection,
        """
        WITH RECURSIVE tree (id) AS (
            SELECT id FROM instances WHERE instance_id = @instance_id
            UNION SELECT child.id FROM instances AS child JOIN tree ON child.parent = tree.id)
        SELECT instance_id FROM instances JOIN tree USING (id)
        """,
        "@instance_id");

    public Counter Ids { get; } = new(connection);

    public InstanceStatements Instances { get; } = new(connection);

    public HistoryStatements History { get; } = new(connection);

    public MessageStatements Messages { get; } = new(connection);

    public ActivityStatements Activities { get; } = new(connection);

    /// <summary>The instance and everything that it has called, recursively.</summary>
    public List<string> FindTree(string instanceId) => _tree.Rows(static row => row.GetString(0), instanceId);

    /// <summary>Deletes everything about an instance from the file, except its pending activities, whose responses are dropped.</summary>
    public void Purge(long row)
    {
        Messages.DeleteAll(row);
        History.Delete(row);
        Instances.Delete(row);
    }

    /// <returns>False if the instance is open or does not exist; nothing was changed then.</returns>
    public bool TryPurgeEnded(long row)
    {
        if (!Instances.HasEnded(row))
        {
            return false;
        }

        Purge(row);
        return true;
    }

    public void Dispose()
    {
        _tree.Dispose();
        Instances.Dispose();
        History.Dispose();
        Messages.Dispose();
        Activities.Dispose();
    }
}
