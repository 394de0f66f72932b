namespace Microsoft.DurableTask.Emulation.Instances;

/// <summary>All timers that are set, and one alarm for the earliest.</summary>
internal sealed class TimerQueue : IDisposable
{
    /// <summary>An alarm further away is set again when this is over: what a system timer takes is limited.</summary>
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(1);

    private readonly SortedSet<TimerEntry> _entries = new(
        Comparer<TimerEntry>.Create((a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order)));

    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Action<TimerEntry> _onDue;
    private readonly ITimer _alarm;
    private long _lastOrder;
    private bool _isDisposed;

    public TimerQueue(TimeProvider timeProvider, Action<TimerEntry> onDue)
    {
        _timeProvider = timeProvider;
        _onDue = onDue;
        _alarm = timeProvider.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(LiveInstance instance, int execution, int taskId, DateTimeOffset due)
    {
        lock (_lock)
        {
            var entry = new TimerEntry(due, ++_lastOrder, instance, execution, taskId);
            _entries.Add(entry);
            instance.Timers[taskId] = entry;
            if (_entries.Min == entry)
            {
                SetAlarm();
            }
        }
    }

    public void Remove(LiveInstance instance, int taskId)
    {
        lock (_lock)
        {
            if (instance.Timers.Remove(taskId, out var entry))
            {
                _entries.Remove(entry);
            }
        }
    }

    public void RemoveAll(LiveInstance instance)
    {
        lock (_lock)
        {
            _entries.ExceptWith(instance.Timers.Values);
            instance.Timers.Clear();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _alarm.Dispose();
        }
    }

    private void Ring()
    {
        var due = new List<TimerEntry>();
        lock (_lock)
        {
            var now = _timeProvider.GetUtcNow();
            while (_entries.Min is { } first && first.Due <= now)
            {
                _entries.Remove(first);
                first.Instance.Timers.Remove(first.TaskId);
                due.Add(first);
            }

            SetAlarm();
        }

        due.ForEach(_onDue);
    }

    private void SetAlarm()
    {
        if (_isDisposed || _entries.Min is not { } first)
        {
            return;
        }

        // A whole millisecond more, since a system timer may come a little early.
        var wait = first.Due - _timeProvider.GetUtcNow();
        wait = wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
        _alarm.Change(wait < LongestAlarm ? wait : LongestAlarm, Timeout.InfiniteTimeSpan);
    }
}
