using Emulators.ServiceBus.Messages;

namespace Emulators.ServiceBus.Queues;

/// <summary>Rings when the next thing of a queue is due. Set under the queue's lock; rings on a thread of the pool.</summary>
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

    /// <summary>Rings at that moment, or before: it is not put off when what it was set for is settled meanwhile, which would cost more than a look too many.</summary>
    /// <param name="due">UTC ticks; never changes nothing.</param>
    /// <param name="now">UTC ticks.</param>
    public void Set(long due, long now)
    {
        if (due < _setFor)
        {
            _setFor = due;
            _timer.Change(Ticks.Wait(due, now), Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It has rung: whoever hears it sets it anew.</summary>
    public void Reset() => _setFor = Message.Never;

    public void Dispose() => _timer.Dispose();
}
