using Emulators.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableTask.Sqlite;

/// <summary>How a task hub is stored and how much of it is processed at once.</summary>
/// <param name="path">
/// The SQLite file; it and its folder are created if they are missing. <c>-wal</c>, <c>-shm</c> and <c>.lock</c> files are kept next to it.
/// </param>
public sealed class SqliteOrchestrationServiceOptions(string path)
{
    public string Path { get; } = path;

    /// <summary>The hub's name, for queries that filter by hub. Default <c>TaskHub</c>.</summary>
    public string HubName { get; init; } = "TaskHub";

    /// <summary>Maximum number of concurrent episodes, at least 1; the more there are, the more share one commit. Default 100.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 100;

    /// <summary>Maximum number of concurrent entities, at least 1. Default 100.</summary>
    public int MaxConcurrentEntities { get; init; } = 100;

    /// <summary>Maximum number of concurrent activities, at least 1. Default 100.</summary>
    public int MaxConcurrentActivities { get; init; } = 100;

    /// <summary>
    /// How long a waiting orchestration keeps its slot and its orchestrator in memory, so that it continues without a replay. The engine
    /// allows at most half of <see cref="MaxConcurrentOrchestrations"/> to do so. Zero, the default, disables extended sessions; entities have
    /// none.
    /// </summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Maximum number of history events of waiting orchestrations in memory, in total; evicted ones are read again. Default 100,000.
    /// </summary>
    public int MaxCachedEvents { get; init; } = 100_000;

    /// <summary>
    /// Maximum number of waiting activities whose inputs are kept in memory; other inputs are read when they are dispatched. Default 10,000.
    /// </summary>
    public int MaxCachedActivities { get; init; } = 10_000;

    /// <summary>Decides when timers and scheduled starts are due. An orchestrator's own clock is the engine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Called once, on the writing thread, when a commit has failed. After that nothing can be written, every call fails with the same
    /// error and nothing is dispatched: end the process and restart it.
    /// </summary>
    public Action<Exception>? OnBroken { get; init; }

    /// <summary>Logs damaged records and failed commits. Default: no logging.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    internal CommitProbe? Probe { get; init; }
}
