using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegFunctions.Worker.Health;

/// <summary>Whether requests are being received.</summary>
internal sealed class QueueHealth(TimeProvider time) : IHealthCheck
{
    // The processor reports a persistent fault again and again, so an old report is obsolete.
    private static readonly TimeSpan FaultLifetime = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private HealthCheckResult _state = HealthCheckResult.Unhealthy("not started");
    private DateTimeOffset _faultUntil;
    private string _fault = string.Empty;

    public void Started() => Become(HealthCheckResult.Healthy("receiving requests"));

    public void Stopped() => Become(HealthCheckResult.Unhealthy("stopping"));

    public void Failed(string message)
    {
        lock (_lock)
        {
            (_faultUntil, _fault) = (time.GetUtcNow() + FaultLifetime, message);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(Read());

    internal HealthCheckResult Read()
    {
        lock (_lock)
        {
            return _state.Status == HealthStatus.Healthy && time.GetUtcNow() < _faultUntil ? HealthCheckResult.Unhealthy(_fault) : _state;
        }
    }

    private void Become(HealthCheckResult state)
    {
        lock (_lock)
        {
            _state = state;
        }
    }
}
