using DurableTask.Core;

namespace DurableTask.Sqlite.Hub;

/// <summary>An activity in the file that has not responded yet.</summary>
/// <param name="Instance">Row id of the instance that called it.</param>
/// <param name="Task">Event id of its TaskScheduled.</param>
/// <param name="Message">Null if it is only in the file.</param>
internal sealed record QueuedActivity(long Id, long Instance, int Task, TaskMessage? Message = null)
{
    /// <summary>How often it was dispatched since the file was opened.</summary>
    public int Attempts { get; set; }
}
