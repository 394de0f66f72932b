using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>
/// Gives out the ids of all tables, on the journal's thread, so that they grow in the order of commits. Starts above every id that the file names,
/// also those of instances that are gone: an activity that outlived its instance never answers another one.
/// </summary>
internal sealed class Counter
{
    private long _last;

    public Counter(SqliteConnection connection)
    {
        using var highest = new Statement(
            connection,
            """
            SELECT max(
                (SELECT ifnull(max(id), 0) FROM instances), (SELECT ifnull(max(id), 0) FROM history), (SELECT ifnull(max(id), 0) FROM messages),
                (SELECT ifnull(max(id), 0) FROM timers), (SELECT ifnull(max(id), 0) FROM activities),
                (SELECT ifnull(max(instance), 0) FROM activities))
            """);
        _last = (long)highest.Scalar()!;
    }

    public long Next() => ++_last;
}
