using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SegFunctions.Connections;

namespace SegFunctions.Health;

internal static class HealthRegistration
{
    /// <summary>The framework's health checks, one per part.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section).ValidateOnStart(HealthOptions.Section, new HealthOptionsValidator());
        services.AddHttpClient(nameof(PartChecks)).RemoveAllLoggers();
        services.AddHealthChecks();

        // The framework logs a stack trace per failing part and probe; the endpoint logs one line instead.
        services.AddLogging(static logging => logging.AddFilter(typeof(HealthCheckService).Namespace, LogLevel.None));
        services.AddOptions<HealthCheckServiceOptions>().Configure<PartChecks, IOptions<HealthOptions>>(static (health, parts, options) =>
        {
            Add("blobs", parts.AskBlobsAsync);
            Add("tables", parts.AskTablesAsync);
            Add("requests", parts.AskRequestsAsync);
            Add("completions", parts.AskUpdatesAsync);
            Add("durable", parts.AskDurableAsync);
            foreach (var (i, url) in options.Value.WorkerUrls.Index())
            {
                Add($"worker{i}", token => parts.AskWorkerAsync(url, token));
            }

            void Add(string part, Func<CancellationToken, Task> ask) =>
                health.Registrations.Add(new HealthCheckRegistration(part, new PartCheck(ask), null, null, options.Value.Timeout));
        });
        return services.AddSingleton<PartChecks>();
    }

    private sealed class PartCheck(Func<CancellationToken, Task> ask) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            // Not every client heeds its token while it connects.
            await ask(cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }
}
