namespace DurableTask.Sqlite.Instances;

/// <summary>One timer for the earliest of many due times. Thread-safe.</summary>
internal sealed class Alarm : IDisposable
{
    /// <summary>Timers take at most 49 days; the alarm checks again after this long.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly SortedSet<(long Due, long Key)> _order = [];
    private readonly Dictionary<long, (long Due, Action Ring)> _entries = [];
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private long _nextRetry = -1;

    public Alarm(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <param name="key">The timer's id in the file.</param>
    /// <param name="due">UTC.</param>
    /// <param name="ring">Called once, on any thread, at that time, or at once if it is past.</param>
    public void Set(long key, DateTime due, Action ring)
    {
        lock (_gate)
        {
            _entries[key] = (due.Ticks, ring);
            _order.Add((due.Ticks, key));
            if (_order.Min.Key == key)
            {
                Arm();
            }
        }
    }

    /// <summary>Calls back after a delay, for retries, which are not timers in the file.</summary>
    public void SetRetry(TimeSpan delay, Action ring) =>
        Set(Interlocked.Decrement(ref _nextRetry), _clock.GetUtcNow().UtcDateTime + delay, ring);

    public void Remove(long key)
    {
        lock (_gate)
        {
            if (_entries.Remove(key, out var entry))
            {
                _order.Remove((entry.Due, key));
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        var due = new List<Action>();
        lock (_gate)
        {
            var now = _clock.GetUtcNow().UtcTicks;
            while (_order.Count > 0 && _order.Min is var first && first.Due <= now)
            {
                _order.Remove(first);
                _entries.Remove(first.Key, out var entry);
                due.Add(entry.Ring);
            }

            Arm();
        }

        due.ForEach(static ring => ring());
    }

    private void Arm()
    {
        if (_order.Count == 0)
        {
            return;
        }

        var left = TimeSpan.FromTicks(Math.Max(0, _order.Min.Due - _clock.GetUtcNow().UtcTicks));
        // Rounded up: a timer counts whole milliseconds, and one that fires early would fire over and over until it is due.
        var sleep = TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
        _timer.Change(sleep < LongestSleep ? sleep : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
