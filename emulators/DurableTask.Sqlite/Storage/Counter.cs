using Emulators.Sqlite;
using Microsoft.Data.Sqlite;

namespace DurableTask.Sqlite.Storage;

/// <summary>
/// Allocates the ids of all tables, on the journal's thread, so that they grow in commit order. Starts above every id in the file;
/// one counter for all, so that no instance gets the id of a deleted one whose activity is still there: an activity's id is above
/// its instance's.
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
                (SELECT ifnull(max(id), 0) FROM timers), (SELECT ifnull(max(id), 0) FROM activities))
            """);
        _last = (long)highest.Scalar()!;
    }

    public long Next() => ++_last;
}
