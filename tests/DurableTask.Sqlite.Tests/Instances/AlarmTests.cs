using DurableTask.Sqlite.Instances;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;

namespace DurableTask.Sqlite.Tests.Instances;

public sealed class AlarmTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Property]
    public bool Rings_for_each_once_not_before_its_time_and_not_for_those_taken_out(PositiveInt[] minutes, bool[] removed)
    {
        using var alarm = new Alarm(_clock);
        var started = _clock.GetUtcNow();
        var rung = new List<(int Key, double At)>();
        for (var key = 0; key < minutes.Length; key++)
        {
            var number = key;
            alarm.Set(key, started.UtcDateTime.AddMinutes(minutes[key].Get % 100), () => rung.Add((number, (_clock.GetUtcNow() - started).TotalMinutes)));
        }

        bool IsRemoved(int key) => key < removed.Length && removed[key];
        for (var key = 0; key < minutes.Length; key++)
        {
            if (IsRemoved(key) && minutes[key].Get % 100 > 0)
            {
                alarm.Remove(key);
            }
        }

        for (var minute = 0; minute <= 100; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        var expected = Enumerable.Range(0, minutes.Length).Where(key => !IsRemoved(key) || minutes[key].Get % 100 == 0);
        return rung.Select(ring => ring.Key).Order().SequenceEqual(expected)
            && rung.All(ring => ring.At >= minutes[ring.Key].Get % 100 && ring.At <= (minutes[ring.Key].Get % 100) + 1);
    }

    [Fact]
    public void Rings_after_longer_than_a_timer_can_sleep()
    {
        using var alarm = new Alarm(_clock);
        var rings = 0;
        alarm.Set(1, _clock.GetUtcNow().UtcDateTime.AddDays(200), () => rings++);

        for (var day = 0; day < 199; day++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(0, rings);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, rings);
    }
}
