namespace SegFunctions.Compatibility.AppHook;

/// <summary>A clock that runs faster than the system's, including its timers: a wait of one second ends after a fraction of one.</summary>
/// <param name="origin">When it showed the same time as the system's.</param>
/// <param name="pace">How many of its seconds pass per second of the system's.</param>
internal sealed class HastyTime(DateTimeOffset origin, double pace) : TimeProvider
{
    public DateTimeOffset Origin => origin;

    public double Pace => pace;

    public override DateTimeOffset GetUtcNow() => origin + ((System.GetUtcNow() - origin) * pace);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Hasty(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    private TimeSpan Shorten(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / pace;

    private sealed class Hasty(ITimer timer, HastyTime time) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(time.Shorten(dueTime), time.Shorten(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
