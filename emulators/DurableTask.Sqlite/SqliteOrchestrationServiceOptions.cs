using Emulators.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableTask.Sqlite;

/// <summary>How a task hub is kept and how much of it is worked on at once.</summary>
/// <param name="path">
/// The SQLite file; it and its folder are made if they are missing. <c>-wal</c>, <c>-shm</c> and <c>.lock</c> lie beside it.
/// </param>
public sealed class SqliteOrchestrationServiceOptions(string path)
{
    public string Path { get; } = path;

    /// <summary>What a query for task hub names compares with. Default <c>TaskHub</c>.</summary>
    public string HubName { get; init; } = "TaskHub";

    /// <summary>Episodes at the same time, at least 1. More share one commit. Default 100.</summary>
    public int MaxConcurrentOrchestrations { get; init; } = 100;

    /// <summary>Entities at the same time, at least 1. Default 100.</summary>
    public int MaxConcurrentEntities { get; init; } = 100;

    /// <summary>Activities at the same time, at least 1. Default 100.</summary>
    public int MaxConcurrentActivities { get; init; } = 100;

    /// <summary>
    /// How long an orchestration that waits keeps its place and its orchestrator in memory, so that it goes on without a replay. The engine
    /// lets at most half of <see cref="MaxConcurrentOrchestrations"/> do so. Zero, the default, turns extended sessions off; entities have
    /// none.
    /// </summary>
    public TimeSpan ExtendedSessionIdleTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// History events of waiting orchestrations that are kept in memory, all together; the others are read again. Default 100,000.
    /// </summary>
    public int MaxCachedEvents { get; init; } = 100_000;

    /// <summary>
    /// Waiting activities whose inputs are kept in memory; those of the others are read when they are handed out. Default 10,000.
    /// </summary>
    public int MaxCachedActivities { get; init; } = 10_000;

    /// <summary>Decides when timers and scheduled starts are due. An orchestrator's own clock is the engine's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Called once, on the thread that writes, when a commit has failed. Nothing can be written after that, every call fails with the same
    /// error and nothing is handed out: end the process and start it anew.
    /// </summary>
    public Action<Exception>? OnBroken { get; init; }

    /// <summary>For damaged records and failed commits. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    internal CommitProbe? Probe { get; init; }
}
