using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SegFunctions.Worker.Health;

/// <summary>Whether the networks can be opened, and how far their preparation is.</summary>
internal sealed class NetworksHealth : IHealthCheck
{
    private readonly Lock _lock = new();
    private HealthCheckResult _state = HealthCheckResult.Healthy("not needed yet");

    /// <param name="step">A few words for human readers, such as <c>opening</c>.</param>
    public void Reached(string step) => Become(HealthCheckResult.Healthy(step));

    /// <summary>Reports a failure, until a later attempt reaches a step.</summary>
    public void Failed(string message) => Become(HealthCheckResult.Unhealthy(message));

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_state);
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
