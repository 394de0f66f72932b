namespace SegFunctions.Compatibility.Tests.Faults;

/// <summary>A clock that runs faster than the system's, timers too: a wait of a second is over after a fraction of one.</summary>
internal sealed class HastyTime(double pace) : TimeProvider
{
    private readonly DateTimeOffset _started = System.GetUtcNow();
    private readonly long _timestamp = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _started + (System.GetElapsedTime(_timestamp) * pace);

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
