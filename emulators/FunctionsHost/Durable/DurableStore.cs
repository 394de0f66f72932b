using System.Text.RegularExpressions;
using DurableTask.Sqlite;
using Emulators.FunctionsHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Emulators.FunctionsHost.Durable;

/// <summary>Stores durable state: one SQLite file per task hub. The only place where the store is chosen.</summary>
internal static partial class DurableStore
{
    private const string DefaultHub = "TestHubName";

    /// <param name="options">Location of the file, the clock, and the probe called around every commit.</param>
    /// <param name="json"><c>extensions.durableTask</c> of host.json, with the real extension's names and defaults.</param>
    /// <param name="onBroken">Called once when nothing can be written any more.</param>
    /// <param name="loggers">Receive damaged records and failed commits.</param>
    /// <exception cref="HostStartException">A setting has the wrong type or is out of range, or the folder is from an older build.</exception>
    public static SqliteOrchestrationService Open(
        FunctionsHostOptions options, IConfigurationSection json, Action<Exception> onBroken, ILoggerFactory loggers)
    {
        var atOnce = 10 * Environment.ProcessorCount;
        var hub = json["hubName"] ?? DefaultHub;
        try
        {
            return new SqliteOrchestrationService(new SqliteOrchestrationServiceOptions(FileOf(options.Data, hub))
            {
                HubName = hub,
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
            throw Faulty(error);
        }
    }

    private static string FileOf(string folder, string hub)
    {
        if (!HubName().IsMatch(hub))
        {
            throw new ArgumentException($"hubName '{hub}' is not 3 to 45 letters and digits that begin with a letter.");
        }

        var file = Path.Combine(folder, $"durable-{hub}.db");
        var nameless = Path.Combine(folder, "durable.db");
        return !File.Exists(nameless) ? file : throw new HostStartException(
            $"{nameless} was written by an older build, which kept one task hub per folder. Rename it to {Path.GetFileName(file)}, or choose another folder.");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{2,44}$")]
    private static partial Regex HubName();

    /// <param name="error">The exception from reading the settings.</param>
    public static HostStartException Faulty(Exception error) => new($"host.json: extensions.durableTask: {error.Message}");
}
