using DurableTask.Core.History;
using DurableTask.Sqlite.Instances;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Instances;

public sealed class LiveInstancesTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Queue<LiveInstance> _ready = [];
    private readonly Alarm _alarm;
    private readonly LiveInstances _instances;

    public LiveInstancesTests()
    {
        _alarm = new Alarm(_clock);
        _instances = new LiveInstances(_ready.Enqueue, _alarm, cachedEvents: 10);
    }

    public void Dispose() => _alarm.Dispose();

    private LiveInstance Lock(long row)
    {
        _instances.Deliver(row, $"{row}", new Arrival(row * 100));
        var instance = _ready.Dequeue();
        Assert.True(_instances.TryLock(instance));
        return instance;
    }

    private void Run(long row, int events)
    {
        var instance = Lock(row);
        _instances.Commit(instance, [.. Enumerable.Range(0, events).Select(id => new GenericEvent(id, null!))], dropsTimers: false);
        _instances.Release(instance);
    }

    [Fact]
    public void Hands_an_instance_out_once_until_it_is_released()
    {
        var instance = Lock(1);
        _instances.Deliver(1, "1", new Arrival(101));

        Assert.Empty(_ready);
        Assert.False(_instances.TryLock(instance));
        _instances.Commit(instance, null, dropsTimers: false);
        _instances.Release(instance);

        Assert.Same(instance, Assert.Single(_ready));
        Assert.True(_instances.TryLock(_ready.Dequeue()));
        Assert.Equal([101], instance.Taken.Select(arrival => arrival.Id));
    }

    [Fact]
    public void Puts_back_in_order_what_an_abandoned_episode_had_taken_and_waits_longer_each_time()
    {
        var instance = Lock(1);
        _instances.Deliver(1, "1", new Arrival(101));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            _instances.Abandon(instance);
            _instances.Release(instance);
            _clock.Advance(TimeSpan.FromMilliseconds((50 << attempt) - 1));
            Assert.Empty(_ready);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(_instances.TryLock(_ready.Dequeue()));
            Assert.Equal([100, 101], instance.Taken.Select(arrival => arrival.Id));
        }
    }

    [Fact]
    public void Forgets_the_histories_that_were_not_used_for_longest()
    {
        Run(1, 4);
        Run(2, 4);
        Run(1, 4);
        Run(3, 4);

        Assert.Equal(2, _instances.Count);
        Assert.NotNull(Lock(1).History);
        Assert.Null(Lock(2).History);
    }

    [Fact]
    public void Keeps_nothing_in_memory_of_a_history_that_is_larger_than_all_the_room()
    {
        Run(1, 11);

        Assert.Equal(0, _instances.Count);
    }

    [Fact]
    public void Does_not_hand_out_an_instance_that_is_gone()
    {
        _instances.Deliver(1, "1", new Arrival(100));
        _instances.Remove(1);

        Assert.False(_instances.TryLock(_ready.Dequeue()));
        Assert.Equal(0, _instances.Count);
    }
}
