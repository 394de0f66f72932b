using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Emulation.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>Turns the orchestrator's calls into actions and the messages of its history into their results.</summary>
internal sealed class EmulatedOrchestrationContext(OrchestrationIdentity identity, OrchestratorThread thread, ILoggerFactory loggerFactory)
    : TaskOrchestrationContext
{
    private readonly Dictionary<int, (string Name, OpenTask Task)> _open = [];
    private readonly ExternalEvents _events = new();
    private List<OrchestrationAction> _actions = [];
    private CustomStatus? _customStatus;
    private DateTime _now;
    private bool _isReplaying;
    private int _nextTaskId;
    private int _nextGuid;

    public override TaskName Name => identity.Name;

    public override string InstanceId => identity.InstanceId;

    public override ParentOrchestrationInstance? Parent => identity.Parent;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _isReplaying;

    public override string Version => identity.Version;

    /// <summary>Whether anything in the world can still wake the code.</summary>
    public bool IsWaiting => _open.Count > 0 || _events.HasWaits;

    public OrchestrationEnd.Renewed? Renewal { get; private set; }

    public IEnumerable<Message> UntakenEvents => _events.Untaken;

    protected override ILoggerFactory LoggerFactory => loggerFactory;

    public void BeginEpisode(DateTime now, bool isReplaying)
    {
        _now = now;
        _isReplaying = isReplaying;
        _actions = [];
        _customStatus = null;
    }

    public EpisodeOutcome EndEpisode(OrchestrationEnd? end) => new(_actions, _customStatus, end);

    public void Apply(Message message)
    {
        switch (message.Content)
        {
            case EventRaised raised:
                _events.Raise(message, raised);
                break;
            case TaskResult result when result.Execution == identity.Execution && _open.Remove(result.TaskId, out var open):
                Answer(open.Name, open.Task, result);
                break;
        }
    }

    public override T? GetInput<T>()
        where T : default =>
        JsonDataConverter.Default.Deserialize<T>(identity.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        WithRetry(options, () => Call<TResult>(name, id => new ActivityCalled(id, name.Name, Payload.Write(input, $"input of activity '{name}'"))));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        // One id for all attempts: each begins the child again.
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return WithRetry(options, () => Call<TResult>(orchestratorName, id => new SubOrchestrationCalled(
            id,
            orchestratorName.Name,
            instanceId,
            Payload.Write(input, $"input of orchestration '{orchestratorName}'"),
            (options as SubOrchestrationOptions)?.Version?.Version)));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        EnsureOrchestratorThread();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var timer = new OpenTask<object>();
        var id = _nextTaskId++;
        _actions.Add(new TimerCreated(id, fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc)));
        _open.Add(id, ("timer", timer));
        cancellationToken.UnsafeRegister(
            _ =>
            {
                if (thread.CheckAccess() && _open.Remove(id))
                {
                    _actions.Add(new TimerCanceled(id));
                    timer.Cancel(cancellationToken);
                }
            },
            null);
        return timer.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureOrchestratorThread();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return _events.WaitAsync<T>(eventName, thread, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        EnsureOrchestratorThread();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        _actions.Add(new EventSent(_nextTaskId++, instanceId, eventName, Payload.Write(payload, $"payload of event '{eventName}'")));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureOrchestratorThread();
        _customStatus = new(Payload.WriteCustomStatus(customStatus));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        EnsureOrchestratorThread();
        Renewal = new(Payload.Write(newInput, "new input"), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        EnsureOrchestratorThread();
        return NameGuid.Create($"{InstanceId}_{identity.Execution}_{_now:o}_{_nextGuid++}");
    }

    private Task<T> WithRetry<T>(TaskOptions? options, Func<Task<T>> call) => options?.Retry switch
    {
        { Policy: { } policy } => Retry.RunAsync(this, policy, call),
        { Handler: { } handler } => Retry.RunAsync(this, handler, call),
        _ => call(),
    };

    private Task<T> Call<T>(TaskName name, Func<int, OrchestrationAction> action)
    {
        EnsureOrchestratorThread();
        ArgumentException.ThrowIfNullOrEmpty(name.Name, nameof(name));
        var task = new OpenTask<T>();
        _actions.Add(action(_nextTaskId));
        _open.Add(_nextTaskId++, (name.Name, task));
        return task.Task;
    }

    private static void Answer(string name, OpenTask task, TaskResult result)
    {
        switch (result)
        {
            case TaskCompleted completed:
                Complete(task, completed.Result);
                break;
            case TaskFailed failed:
                task.Fail(new TaskFailedException(name, failed.TaskId, failed.Failure));
                break;
            case TimerFired:
                task.Complete(null);
                break;
        }
    }

    /// <summary>A result that cannot be read is the call's failure; of an event, the orchestration's.</summary>
    private static void Complete(OpenTask task, string? result)
    {
        try
        {
            task.Complete(result);
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException)
        {
            task.Fail(exception);
        }
    }

    private void EnsureOrchestratorThread()
    {
        if (!thread.CheckAccess())
        {
            throw new InvalidOperationException(
                $"Orchestrator '{Name}' used its context from a thread that is not its own. {OrchestrationRun.AwaitRule}");
        }
    }
}
