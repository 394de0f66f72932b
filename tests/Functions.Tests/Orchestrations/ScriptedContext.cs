using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SegFunctions.Tests.Orchestrations;

/// <summary>An orchestration context that a test controls: activities return at once, events and timers come when the test says so.</summary>
internal sealed class ScriptedContext(object input, string instanceId) : TaskOrchestrationContext
{
    private readonly Dictionary<string, Queue<object?>> _events = [];
    private readonly Dictionary<string, Queue<Action<object?>>> _waits = [];
    private readonly List<(DateTime Due, TaskCompletionSource Fired)> _timers = [];

    /// <summary>What an activity returns; may throw.</summary>
    public Func<string, object?, object?> Activity { get; set; } = (_, _) => null;

    public List<(string Name, object? Input)> Calls { get; } = [];

    public List<object?> CustomStatuses { get; } = [];

    /// <summary>Orchestrations that it has started; the test ends them.</summary>
    public List<ScriptedChild> Children { get; } = [];

    /// <summary>Events for other instances.</summary>
    public List<(string InstanceId, string Event)> Sent { get; } = [];

    /// <summary>Input of the run that follows this one; null if none does.</summary>
    public object? ContinuedWith { get; private set; }

    /// <summary>When the pending timers are due, the latest one last.</summary>
    public IEnumerable<DateTime> Due => _timers.Where(timer => !timer.Fired.Task.IsCompleted).Select(timer => timer.Due);

    public DateTime Now { get; set; } = new(2026, 3, 7, 12, 0, 0, DateTimeKind.Utc);

    public int OpenTimers => _timers.Count(timer => !timer.Fired.Task.IsCompleted);

    public override TaskName Name => "Scripted";

    public override string InstanceId => instanceId;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => Now;

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public IEnumerable<T> CallsOf<T>(string name) => Calls.Where(call => call.Name == name).Select(call => (T)call.Input!);

    public int OpenWaits(string eventName) => _waits.TryGetValue(eventName, out var open) ? open.Count : 0;

    public void Raise(string eventName, object? payload)
    {
        if (_waits.TryGetValue(eventName, out var open) && open.TryDequeue(out var take))
        {
            take(payload);
            return;
        }

        _events.TryAdd(eventName, []);
        _events[eventName].Enqueue(payload);
    }

    /// <summary>Lets time pass and fires the timers that are due.</summary>
    public void Advance(TimeSpan time)
    {
        Now += time;
        foreach (var (_, fired) in _timers.Where(timer => timer.Due <= Now).ToList())
        {
            fired.TrySetResult();
        }
    }

    public override T? GetInput<T>()
        where T : default => (T?)input;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Calls.Add((name.Name, input));
        try
        {
            return Task.FromResult((TResult)Activity(name.Name, input)!);
        }
        catch (TaskFailedException exception)
        {
            return Task.FromException<TResult>(exception);
        }
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        var fired = new TaskCompletionSource();
        cancellationToken.Register(() => fired.TrySetCanceled());
        _timers.Add((fireAt, fired));
        return fired.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        if (_events.TryGetValue(eventName, out var kept) && kept.TryDequeue(out var payload))
        {
            return Task.FromResult((T)payload!);
        }

        var wait = new TaskCompletionSource<T>();
        _waits.TryAdd(eventName, []);
        _waits[eventName].Enqueue(arrived => wait.SetResult((T)arrived!));
        return wait.Task;
    }

    public override void SetCustomStatus(object? customStatus) => CustomStatuses.Add(customStatus);

    public override void SendEvent(string instanceId, string eventName, object payload) => Sent.Add((instanceId, eventName));

    public override async Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var child = new ScriptedChild(((SubOrchestrationOptions)options!).InstanceId!, input, new TaskCompletionSource<object?>());
        Children.Add(child);
        return (TResult)(await child.End.Task)!;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => ContinuedWith = newInput;

    public override Guid NewGuid() => throw new NotSupportedException();
}

/// <summary>An orchestration that another one waits for.</summary>
internal sealed record ScriptedChild(string InstanceId, object? Input, TaskCompletionSource<object?> End);
