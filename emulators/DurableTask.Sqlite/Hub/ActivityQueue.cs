using DurableTask.Sqlite.Instances;

namespace DurableTask.Sqlite.Hub;

/// <summary>The activities waiting to run, in the order in which they were scheduled. Thread-safe.</summary>
/// <param name="alarm">Returns abandoned activities to the queue.</param>
/// <param name="cached">How many activities keep their message in memory.</param>
internal sealed class ActivityQueue(Alarm alarm, int cached)
{
    private readonly ReadyQueue<QueuedActivity> _ready = new();

    public void Add(QueuedActivity activity) =>
        _ready.Add(activity.Message is not null && _ready.Count >= cached ? activity with { Message = null } : activity);

    /// <inheritdoc cref="ReadyQueue{T}.TakeAsync"/>
    public async Task<QueuedActivity?> TakeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var activity = await _ready.TakeAsync(timeout, cancellationToken).ConfigureAwait(false);
        if (activity is not null)
        {
            activity.Attempts++;
        }

        return activity;
    }

    public void Abandon(QueuedActivity activity) => alarm.SetRetry(Backoff.After(activity.Attempts), () => _ready.Add(activity));
}
