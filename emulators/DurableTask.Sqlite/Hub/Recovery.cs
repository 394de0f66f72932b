using DurableTask.Sqlite.Instances;
using Emulators.Sqlite;

namespace DurableTask.Sqlite.Hub;

/// <summary>Fills a task hub's memory from its file: ids only; bodies are read when they are dispatched.</summary>
internal static class Recovery
{
    private const string Timers =
        "SELECT t.instance, i.instance_id, t.id, t.due, t.starts FROM timers AS t JOIN instances AS i ON i.id = t.instance ORDER BY t.id";

    private const string Messages =
        "SELECT m.instance, i.instance_id, m.id FROM messages AS m JOIN instances AS i ON i.id = m.instance ORDER BY m.id";

    private const string Activities = "SELECT id, instance, task FROM activities ORDER BY id";

    public static void Load(OpenHub hub, Database database)
    {
        using var connection = database.Connect();
        using var timers = new Statement(connection, Timers);
        using var messages = new Statement(connection, Messages);
        using var activities = new Statement(connection, Activities);

        // Timers first: they say which instances have not started yet.
        timers.Rows(row =>
        {
            var arrival = new Arrival(row.GetInt64(2), IsTimer: true, Starts: row.GetInt64(4) == 1);
            hub.Instances.Schedule(row.GetInt64(0), row.GetString(1), new DateTime(row.GetInt64(3), DateTimeKind.Utc), arrival);
            return true;
        });
        messages.Rows(row =>
        {
            hub.Instances.Deliver(row.GetInt64(0), row.GetString(1), new Arrival(row.GetInt64(2)));
            return true;
        });
        activities.Rows(row =>
        {
            hub.Activities.Add(new QueuedActivity(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)));
            return true;
        });
    }
}
