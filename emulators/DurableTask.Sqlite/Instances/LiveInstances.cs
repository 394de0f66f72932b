using DurableTask.Core.History;

namespace DurableTask.Sqlite.Instances;

/// <summary>
/// The instances that have work. Whatever is in an inbox here is also in the file; an instance that is not here has no pending messages and
/// no timer. At most one episode of an instance is in progress at a time. Thread-safe.
/// </summary>
/// <param name="ready">Called when an instance can be dispatched.</param>
/// <param name="alarm">Fires for the timers of all instances.</param>
/// <param name="cachedEvents">Capacity of <see cref="HistoryCache"/>.</param>
internal sealed class LiveInstances(Action<LiveInstance> ready, Alarm alarm, int cachedEvents)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LiveInstance> _byRow = [];
    private readonly HistoryCache _cache = new(cachedEvents);

    /// <summary>Instances in memory, including idle ones whose history is cached.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _byRow.Count;
            }
        }
    }

    /// <summary>Adds a committed message to its instance's inbox.</summary>
    public void Deliver(long row, string instanceId, Arrival arrival)
    {
        lock (_gate)
        {
            var instance = GetOrAdd(row, instanceId);
            instance.Inbox.AddLast(arrival);
            Ring(instance);
        }
    }

    /// <summary>Schedules a committed message that is due later.</summary>
    public void Schedule(long row, string instanceId, DateTime due, Arrival arrival)
    {
        lock (_gate)
        {
            var instance = GetOrAdd(row, instanceId);
            instance.Timers.Add(arrival.Id);
            instance.HadTimers = true;
            instance.AwaitsStart |= arrival.Starts;
            alarm.Set(arrival.Id, due, () => Fire(instance, arrival));
        }
    }

    /// <summary>Locks an instance and takes what has arrived.</summary>
    /// <returns>False if there is nothing to do after all.</returns>
    public bool TryLock(LiveInstance instance)
    {
        lock (_gate)
        {
            instance.IsQueued = false;
            if (instance.IsLocked || !instance.HasWork)
            {
                return false;
            }

            instance.IsLocked = true;
            _cache.Take(instance);
            instance.Take();
            return true;
        }
    }

    /// <summary>For an extended session: takes what has arrived since, or returns a task that completes when something arrives.</summary>
    /// <returns>Null if something was taken.</returns>
    public Task? TakeOrWait(LiveInstance instance)
    {
        lock (_gate)
        {
            if (instance.HasWork)
            {
                instance.Take();
                return null;
            }

            if (instance.IsGone)
            {
                return Task.CompletedTask;
            }

            instance.Session = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return instance.Session.Task;
        }
    }

    /// <summary>Ends the session's wait.</summary>
    public void StopWaiting(LiveInstance instance)
    {
        lock (_gate)
        {
            instance.Session = null;
        }
    }

    /// <summary>Updates the instance after its current episode was committed.</summary>
    /// <param name="history">All events up to now; null if they must be read again.</param>
    /// <param name="dropsTimers">Whether the previous execution's timers were deleted from the file.</param>
    public void Commit(LiveInstance instance, IList<HistoryEvent>? history, bool dropsTimers)
    {
        lock (_gate)
        {
            instance.DropTaken();
            instance.Abandoned = 0;
            instance.History = history;
            if (dropsTimers)
            {
                instance.DropTimers().ForEach(alarm.Remove);
            }
        }
    }

    /// <summary>Puts back what the current episode had taken; the instance is dispatched again after a delay.</summary>
    public void Abandon(LiveInstance instance)
    {
        lock (_gate)
        {
            if (instance.IsGone || instance.Taken.Count == 0)
            {
                return;
            }

            instance.PutBack();
            instance.History = null;
            instance.Abandoned++;
            // Marks it as queued, so that it is not dispatched before the delay is over.
            instance.IsQueued = true;
            alarm.SetRetry(Backoff.After(instance.Abandoned), () => Retry(instance));
        }
    }

    public void Release(LiveInstance instance)
    {
        lock (_gate)
        {
            instance.IsLocked = false;
            if (instance.IsGone)
            {
                return;
            }

            Ring(instance);
            foreach (var idle in instance.IsQueued ? [instance] : _cache.Add(instance).Append(instance))
            {
                Forget(idle);
            }
        }
    }

    /// <summary>Removes an instance that has ended, or was deleted from the file.</summary>
    public void Remove(long row)
    {
        lock (_gate)
        {
            if (_byRow.Remove(row, out var instance))
            {
                instance.IsGone = true;
                instance.Inbox.Clear();
                instance.DropTimers().ForEach(alarm.Remove);
                _cache.Take(instance);
                instance.History = null;
                instance.Session?.TrySetResult();
            }
        }
    }

    private LiveInstance GetOrAdd(long row, string instanceId)
    {
        if (!_byRow.TryGetValue(row, out var instance))
        {
            _byRow[row] = instance = new LiveInstance(row, instanceId);
        }

        return instance;
    }

    private void Fire(LiveInstance instance, Arrival arrival)
    {
        lock (_gate)
        {
            if (!instance.Timers.Remove(arrival.Id))
            {
                return;
            }

            if (arrival.Starts)
            {
                instance.AwaitsStart = false;
                instance.Inbox.AddFirst(arrival);
            }
            else
            {
                instance.Inbox.AddLast(arrival);
            }

            Ring(instance);
        }
    }

    private void Retry(LiveInstance instance)
    {
        lock (_gate)
        {
            instance.IsQueued = false;
            Ring(instance);
        }
    }

    private void Ring(LiveInstance instance)
    {
        if (!instance.HasWork)
        {
            return;
        }

        if (instance.IsLocked)
        {
            instance.Session?.TrySetResult();
        }
        else if (!instance.IsQueued)
        {
            instance.IsQueued = true;
            ready(instance);
        }
    }

    private void Forget(LiveInstance instance)
    {
        if (instance.IsIdle)
        {
            _byRow.Remove(instance.Row);
        }
    }
}
