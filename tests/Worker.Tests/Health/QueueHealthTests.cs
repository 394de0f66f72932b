using Microsoft.Extensions.Time.Testing;
using SegFunctions.Worker.Health;

namespace SegFunctions.Worker.Tests.Health;

public sealed class QueueHealthTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Is_healthy_only_while_requests_are_taken()
    {
        var health = new QueueHealth(_time);
        Assert.False(health.Read().Healthy);

        health.Started();
        Assert.True(health.Read().Healthy);

        health.Stopped();
        Assert.False(health.Read().Healthy);
    }

    [Fact]
    public void Reports_a_fault_for_a_minute_after_its_last_sign()
    {
        var health = new QueueHealth(_time);
        health.Started();
        health.Failed("The queue is gone.");

        Assert.Equal(new PartHealth(false, "The queue is gone."), health.Read());

        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.True(health.Read().Healthy);
    }
}
