using Microsoft.Data.Sqlite;

namespace Emulators.Sqlite;

/// <summary>
/// A SQLite file in WAL mode with <c>synchronous=FULL</c>: once a COMMIT has returned, it survives <c>kill -9</c> and a power failure.
/// One process at a time owns a file, through a lock on <c>&lt;path&gt;.lock</c> that the system releases when the process dies.
/// </summary>
public sealed class Database : IDisposable
{
    private readonly FileStream _lock;

    private Database(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Absolute path of the file.</summary>
    public string Path { get; }

    /// <summary>Opens the file, or creates it from the schema's scripts.</summary>
    /// <param name="path">Its folder is created if it is missing.</param>
    /// <param name="schema">The schema that the file must have.</param>
    /// <exception cref="DatabaseException">Another process owns the file, it was written by another version, or it cannot be opened.</exception>
    public static Database Open(string path, Schema schema)
    {
        var full = System.IO.Path.GetFullPath(path);
        var database = new Database(full, Hold(full));
        try
        {
            using var connection = database.Connect();
            schema.Apply(connection, full);
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw database.Unusable(exception);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Deletes the file and the files that SQLite keeps next to it. Does nothing if it is missing.</summary>
    /// <exception cref="DatabaseException">Another process owns the file.</exception>
    public static void Delete(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(full)))
        {
            return;
        }

        using var held = Hold(full);
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(full + suffix);
        }
    }

    /// <summary>A new connection outside any pool, owned by the caller, so that disposing it closes the file. Not thread-safe.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        using var pragmas = new Statement(
            connection,
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
        pragmas.Run();
        return connection;
    }

    /// <summary>An exception that says in one sentence why the file cannot be used.</summary>
    public DatabaseException Unusable(SqliteException exception) => new($"The database {Path} cannot be used: {exception.Message}", exception);

    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            // A sharing violation is a plain IOException; a missing folder or a bad path throws a derived type.
            throw new DatabaseException($"Another process uses the database {path}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"The database {path} cannot be used: {exception.Message}", exception);
        }
    }
}

/// <summary>A file cannot be used in its present state; the message is one sentence for human readers.</summary>
public sealed class DatabaseException(string message, Exception? inner = null) : Exception(message, inner);
