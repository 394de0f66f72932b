using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using SegFunctions.Worker.Health;

namespace SegFunctions.Worker.Tests.Health;

public sealed class QueueHealthTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Is_healthy_only_while_requests_are_received()
    {
        var health = new QueueHealth(_time);
        Assert.Equal(HealthStatus.Unhealthy, health.Read().Status);

        health.Started();
        Assert.Equal(HealthStatus.Healthy, health.Read().Status);

        health.Stopped();
        Assert.Equal(HealthStatus.Unhealthy, health.Read().Status);
    }

    [Fact]
    public void Reports_a_fault_for_a_minute_after_it_was_last_seen()
    {
        var health = new QueueHealth(_time);
        health.Started();
        health.Failed("The queue is gone.");

        Assert.Equal(HealthCheckResult.Unhealthy("The queue is gone."), health.Read());

        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HealthStatus.Healthy, health.Read().Status);
    }
}
