using DurableTask.Core;
using DurableTask.Sqlite.Hub;

namespace DurableTask.Sqlite.Activities;

/// <summary>A dispatched activity. It cannot be dispatched a second time, so its lock does not expire.</summary>
internal sealed class ActivityWorkItem : TaskActivityWorkItem
{
    public ActivityWorkItem(OpenHub hub, QueuedActivity activity, TaskMessage message)
    {
        Hub = hub;
        Activity = activity;
        Id = activity.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        TaskMessage = message;
        LockedUntilUtc = DateTime.MaxValue;
        DeliveryAttempt = activity.Attempts;
    }

    /// <summary>The hub that it comes from: the provider may have opened another since.</summary>
    public OpenHub Hub { get; }

    public QueuedActivity Activity { get; }
}
