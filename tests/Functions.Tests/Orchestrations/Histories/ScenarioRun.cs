using DurableTask.Core;
using DurableTask.Core.Common;
using DurableTask.Core.History;
using DurableTask.Sqlite;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Time.Testing;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>A scenario in Microsoft's engine with its own store, from its beginning or from the end of a recorded history.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("histories-");
    private readonly CancellationTokenSource _ended = new();
    private readonly HistoryScenario _scenario;
    private readonly ScenarioFunctions _functions;
    private readonly FakeTimeProvider _time;
    private readonly SqliteOrchestrationService _service;
    private readonly TaskHubWorker _worker;
    private int _steps;

    private ScenarioRun(HistoryScenario scenario, bool isRecording, int steps)
    {
        _scenario = scenario;
        _steps = steps;
        _functions = new ScenarioFunctions(scenario, isRecording, _ended.Token);
        _time = new FakeTimeProvider(Specs.Now + scenario.Steps.Take(steps).Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Advance));
        // One activity at a time, so that a history is always recorded in the same order.
        _service = new SqliteOrchestrationService(new(Path.Combine(_folder.FullName, "hub.db")) { MaxConcurrentActivities = 1, TimeProvider = _time });
        _worker = ScenarioWorker.Create(_service, _functions, _time);
    }

    private static OrchestrationInstance Instance { get; } = new() { InstanceId = Specs.JobId.ToString(), ExecutionId = "1" };

    public static async Task<ScenarioRun> StartAsync(HistoryScenario scenario, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(scenario, isRecording: true, steps: 0);
        await run._worker.StartAsync();
        var started = new ExecutionStartedEvent(-1, JsonDataConverter.Default.Serialize(scenario.Input))
        {
            Name = scenario.Orchestrator,
            Version = "",
            OrchestrationInstance = Instance,
        };
        await run._service.CreateTaskOrchestrationAsync(Message(started));
        await run.BecomesQuietAsync(cancellationToken);
        return run;
    }

    /// <param name="history">The history of an orchestration that has not ended.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<ScenarioRun> ContinueAsync(GoldenHistory history, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(HistoryScenario.Get(history.Scenario), isRecording: false, history.Steps);
        await run.LoadAsync(history, cancellationToken);
        await run._worker.StartAsync();
        return run;
    }

    /// <summary>Takes the remaining steps.</summary>
    /// <returns>The orchestration once it has ended.</returns>
    public async Task<OrchestrationState> FinishAsync(CancellationToken cancellationToken)
    {
        await BecomesQuietAsync(cancellationToken);
        while (_steps < _scenario.Steps.Length)
        {
            await StepAsync(cancellationToken);
        }

        return await _service.WaitForOrchestrationAsync(Instance.InstanceId, Instance.ExecutionId, Patience, cancellationToken);
    }

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var step = _scenario.Steps[_steps++];
        _time.Advance(step.Advance);
        if (step.Event is not null)
        {
            var payload = JsonDataConverter.Default.Serialize(step.Payload);
            await _service.SendTaskOrchestrationMessageAsync(Message(new EventRaisedEvent(-1, payload) { Name = step.Event }));
        }

        await BecomesQuietAsync(cancellationToken);
    }

    public GoldenHistory Record() => new(_scenario.Name, _steps, [.. EpisodeClock.Set(ReadHistory())]);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _worker.StopAsync(isForced: true);
        _worker.Dispose();
        await _service.DisposeAsync();
        _ended.Dispose();
        _folder.Delete(recursive: true);
    }

    private static TaskMessage Message(HistoryEvent happened) => new() { OrchestrationInstance = Instance, Event = happened };

    /// <summary>Commits an episode as an engine does: here, one that produced the whole history, with the work it leaves open.</summary>
    private async Task LoadAsync(GoldenHistory history, CancellationToken cancellationToken)
    {
        await _service.CreateIfNotExistsAsync();
        await _service.CreateTaskOrchestrationAsync(Message(history.Started));
        var item = await _service.LockNextTaskOrchestrationWorkItemAsync(Patience, cancellationToken);
        var state = item!.OrchestrationRuntimeState;
        foreach (var happened in history.Events)
        {
            state.AddEvent(happened);
        }

        var open = new OpenWork(history.Events);
        await _service.CompleteTaskOrchestrationWorkItemAsync(
            item,
            state,
            [.. open.Activities.Select(Message)],
            [],
            [.. open.Timers.Select(timer => Message(new TimerFiredEvent(-1, timer.FireAt) { TimerId = timer.EventId }))],
            null,
            Utils.BuildOrchestrationState(state));
        await _service.ReleaseTaskOrchestrationWorkItemAsync(item);
    }

    /// <summary>Waits until everything sent has arrived, and nothing is open except what only a later step ends.</summary>
    private async Task BecomesQuietAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (!IsQuiet(ReadHistory()))
        {
            await Task.Delay(Look, patience.Token);
        }
    }

    private bool IsQuiet(IReadOnlyList<HistoryEvent> events)
    {
        var open = new OpenWork(events);
        return events.Any(happened => happened is ExecutionCompletedEvent)
            || (events.Count > 0
                && events.Count(happened => happened is EventRaisedEvent) == _scenario.Steps.Take(_steps).Count(step => step.Event is not null)
                && open.Children.Count == 0
                && open.Activities.All(activity => _functions.Hangs(activity.Name!))
                && open.Timers.All(timer => timer.FireAt > _time.GetUtcNow().UtcDateTime));
    }

    private IReadOnlyList<HistoryEvent> ReadHistory() => _service.ReadHistory(Instance.InstanceId, Instance.ExecutionId);
}
