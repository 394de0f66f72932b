using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

/// <summary>All that an orchestrator may touch. Everything here gives the same answers on every replay of the same history.</summary>
public abstract class TaskOrchestrationContext
{
    public abstract TaskName Name { get; }

    public abstract string InstanceId { get; }

    /// <summary>Null for an orchestration that a client started.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the episode that is run or replayed, not the clock's.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>True while steps are repeated that history already has.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version with which the instance was started, the same for its whole life; empty for none.</summary>
    public virtual string Version => string.Empty;

    protected abstract ILoggerFactory LoggerFactory { get; }

    public abstract T? GetInput<T>();

    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, null, options);

    public virtual Task<TResult> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult>(name, null, options);

    /// <exception cref="TaskFailedException">The last attempt failed.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>The oldest event of that name which nobody has taken yet, or the next one. Names are compared without regard to case.</summary>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <exception cref="TaskCanceledException">No event came in time; one that comes later waits for the next caller.</exception>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
    {
        using var timerStop = new CancellationTokenSource();
        using var eventStop = new CancellationTokenSource();
        var timer = CreateTimer(timeout, timerStop.Token);
        var occurrence = WaitForExternalEvent<T>(eventName, eventStop.Token);
        var loser = await Task.WhenAny(timer, occurrence) == timer ? eventStop : timerStop;
        loser.Cancel();
        return await occurrence;
    }

    /// <summary>Dropped when there is no such instance or it has ended.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <exception cref="ArgumentException">The JSON has more than 16 KB in UTF-16.</exception>
    public abstract void SetCustomStatus(object? customStatus);

    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    public virtual Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult>(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, null, options);

    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Once the orchestrator returns, it starts again under the same id with an empty history. Results still under way are dropped.</summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>A GUID of version 5 from instance, time and a counter.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent while <see cref="IsReplaying"/>.</summary>
    public ILogger CreateReplaySafeLogger(string categoryName) =>
        new ReplaySafeLogger(this, LoggerFactory.CreateLogger(categoryName));

    public virtual ILogger CreateReplaySafeLogger(Type type) => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(type));

    public virtual ILogger CreateReplaySafeLogger<T>() => new ReplaySafeLogger(this, LoggerFactory.CreateLogger<T>());
}
