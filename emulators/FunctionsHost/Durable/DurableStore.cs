using DurableTask.Sqlite;
using Emulators.FunctionsHost.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Durable;

/// <summary>What keeps durable state: one SQLite file. The one place where it is chosen.</summary>
internal static class DurableStore
{
    /// <param name="options">Say where the file is, what the time is and what stands beside every commit.</param>
    /// <param name="json"><c>extensions.durableTask</c> of host.json, with the real extension's names and defaults.</param>
    /// <param name="onBroken">Called once when nothing can be written any more.</param>
    /// <param name="loggers">Hear of damaged records and failed commits.</param>
    /// <exception cref="HostStartException">A setting is of another kind, or out of range.</exception>
    public static SqliteOrchestrationService Open(
        FunctionsHostOptions options, IConfigurationSection json, Action<Exception> onBroken, ILoggerFactory loggers)
    {
        var atOnce = 10 * Environment.ProcessorCount;
        try
        {
            return new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(Path.Combine(options.Data, "durable.db"))
            {
                HubName = json["hubName"] ?? "TestHubName",
                MaxConcurrentOrchestrations = json.GetValue("maxConcurrentOrchestratorFunctions", atOnce),
                MaxConcurrentActivities = json.GetValue("maxConcurrentActivityFunctions", atOnce),
                MaxConcurrentEntities = json.GetValue("maxConcurrentEntityFunctions", atOnce),
                ExtendedSessionIdleTimeout = json.GetValue("extendedSessionsEnabled", false)
                    ? TimeSpan.FromSeconds(json.GetValue("extendedSessionIdleTimeoutInSeconds", 30))
                    : TimeSpan.Zero,
                TimeProvider = options.Time,
                Probe = options.DurableProbe,
                OnBroken = onBroken,
                LoggerFactory = loggers,
            });
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            throw Refusal(error);
        }
    }

    /// <param name="error">What reading the settings threw.</param>
    public static HostStartException Refusal(Exception error) => new($"host.json: extensions.durableTask: {error.Message}");
}
