using System.Collections.Concurrent;

namespace Emulators.Tests.ServiceBus;

/// <summary>The system's clock, which a test can move forward and back, unlike other fakes; timers ring in real time, or when the test says so.</summary>
internal sealed class SetTime : TimeProvider
{
    private readonly ConcurrentQueue<(TimerCallback Callback, object? State)> _timers = new();

    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _timers.Enqueue((callback, state));
        return base.CreateTimer(callback, state, dueTime, period);
    }

    public void RingAll()
    {
        foreach (var (callback, state) in _timers)
        {
            callback(state);
        }
    }
}
