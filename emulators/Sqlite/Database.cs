using Microsoft.Data.Sqlite;

namespace Emulators.Sqlite;

/// <summary>
/// A SQLite file in WAL mode with <c>synchronous=FULL</c>: what a COMMIT has returned from survives <c>kill -9</c> and a loss of power.
/// One process at a time owns a file, held by a lock on <c>&lt;path&gt;.lock</c> that the system lets go of when the process dies.
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

    /// <summary>Opens the file, or makes it with the schema's scripts.</summary>
    /// <param name="path">Its folder is made if it is missing.</param>
    /// <param name="schema">What the file must hold.</param>
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

    /// <summary>Deletes the file with what SQLite keeps beside it. Does nothing when it is missing.</summary>
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

    /// <summary>A connection of the caller's own, outside any pool, so that disposing it closes the file. Not thread-safe.</summary>
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

    /// <summary>What reading the file met, in a sentence.</summary>
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
            // A sharing violation is a plain IOException; a missing folder or a bad path is of a derived type.
            throw new DatabaseException($"Another process uses the database {path}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseException($"The database {path} cannot be used: {exception.Message}", exception);
        }
    }
}
