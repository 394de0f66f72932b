using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Fires when the queue's next event is due. Set under the queue's lock; fires on a pool thread.</summary>
internal sealed class QueueAlarm : IDisposable
{
    private readonly Action _ring;
    private readonly ITimer _timer;
    private long _setFor = Message.Never;

    public QueueAlarm(Action ring, TimeProvider time)
    {
        _ring = ring;
        _timer = time.CreateTimer(static alarm => ((QueueAlarm)alarm!)._ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires at that time, or earlier: postponing it whenever the reason is settled meanwhile would cost more than a needless check.</summary>
    /// <param name="due">UTC ticks; <see cref="Message.Never"/> has no effect.</param>
    /// <param name="now">UTC ticks.</param>
    public void Set(long due, long now)
    {
        if (due < _setFor)
        {
            _setFor = due;
            _timer.Change(Ticks.Wait(due, now), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Called when it has fired; the handler sets it again.</summary>
    public void Reset() => _setFor = Message.Never;

    public void Dispose() => _timer.Dispose();
}
