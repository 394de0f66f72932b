using DurableTask.Core;

namespace DurableTask.Sqlite.Activities;

/// <summary>An activity handed out. Nobody else can have it, so its lock has no end.</summary>
internal sealed class ActivityWorkItem : TaskActivityWorkItem
{
    public ActivityWorkItem(QueuedActivity activity, TaskMessage message)
    {
        Activity = activity;
        Id = activity.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        TaskMessage = message;
        LockedUntilUtc = DateTime.MaxValue;
        DeliveryAttempt = activity.Attempts;
    }

    public QueuedActivity Activity { get; }
}
