using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Emulation.Storage;

/// <summary>
/// Three tables. <c>instances</c> is what a status read needs and is rewritten at each episode, so it is kept narrow; <c>payloads</c> holds
/// what is written once; <c>history</c> is appended to, a row a message and a row an episode. Open activities, timers and unread events
/// are not rows of their own: they follow from the history. Times are .NET ticks, UTC; status is OrchestrationRuntimeStatus.
/// </summary>
internal static class Schema
{
    private const string Sql = """
        CREATE TABLE IF NOT EXISTS instances (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            status INTEGER NOT NULL,
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            start_at INTEGER,
            execution INTEGER NOT NULL,
            parent_seq INTEGER,
            parent_id TEXT,
            parent_name TEXT,
            parent_execution INTEGER,
            parent_task INTEGER,
            custom_status TEXT,
            version TEXT,
            trace TEXT);
        CREATE INDEX IF NOT EXISTS open_instances ON instances(seq) WHERE status IN (0, 6, 7);
        CREATE TABLE IF NOT EXISTS payloads (
            instance INTEGER PRIMARY KEY,
            input TEXT,
            output TEXT,
            failure TEXT);
        CREATE TABLE IF NOT EXISTS history (
            instance INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (instance, sequence)) WITHOUT ROWID;
        """;

    /// <summary>Of the first table, missing in files of earlier versions.</summary>
    private static readonly string[] LaterColumns = ["version", "trace"];

    /// <summary>A connection of its own, outside the pool: closing it lets go of the file.</summary>
    public static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; PRAGMA busy_timeout = 10000;");
        return connection;
    }

    /// <summary>Makes what is missing, also in a file of an earlier version, whose open instances go on.</summary>
    public static void Create(SqliteConnection connection)
    {
        Run(connection, Sql);
        foreach (var column in LaterColumns.Where(column => !HasColumn(connection, column)))
        {
            Run(connection, $"ALTER TABLE instances ADD COLUMN {column} TEXT;");
        }
    }

    private static bool HasColumn(SqliteConnection connection, string column)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pragma_table_info('instances') WHERE name = $1";
        command.Parameters.AddWithValue("$1", column);
        return (long)command.ExecuteScalar()! > 0;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts above, no one's input.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
