using DurableTask.Core;
using DurableTask.Core.Common;
using DurableTask.Core.History;
using DurableTask.Sqlite;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Time.Testing;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>A scenario in Microsoft's engine over a store of its own, from its beginning or from where a kept history stands.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("histories-");
    private readonly CancellationTokenSource ended = new();
    private readonly HistoryScenario scenario;
    private readonly ScenarioFunctions functions;
    private readonly FakeTimeProvider time;
    private readonly SqliteOrchestrationService service;
    private readonly TaskHubWorker worker;
    private int steps;

    private ScenarioRun(HistoryScenario scenario, bool isRecording, int steps)
    {
        this.scenario = scenario;
        this.steps = steps;
        functions = new ScenarioFunctions(scenario, isRecording, ended.Token);
        time = new FakeTimeProvider(Specs.Now + scenario.Steps.Take(steps).Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Advance));
        // One activity after the other, so that a history is recorded in the same order each time.
        service = new SqliteOrchestrationService(new(Path.Combine(folder.FullName, "hub.db")) { MaxConcurrentActivities = 1, TimeProvider = time });
        worker = ScenarioWorker.Create(service, functions, time);
    }

    private static OrchestrationInstance Instance { get; } = new() { InstanceId = Specs.JobId.ToString(), ExecutionId = "1" };

    public static async Task<ScenarioRun> StartAsync(HistoryScenario scenario, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(scenario, isRecording: true, steps: 0);
        await run.worker.StartAsync();
        var started = new ExecutionStartedEvent(-1, JsonDataConverter.Default.Serialize(scenario.Input))
        {
            Name = scenario.Orchestrator,
            Version = "",
            OrchestrationInstance = Instance,
        };
        await run.service.CreateTaskOrchestrationAsync(Message(started));
        await run.BecomesQuietAsync(cancellationToken);
        return run;
    }

    /// <param name="history">Of an orchestration that has not ended.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ScenarioRun> ContinueAsync(GoldenHistory history, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(HistoryScenario.Get(history.Scenario), isRecording: false, history.Steps);
        await run.LoadAsync(history, cancellationToken);
        await run.worker.StartAsync();
        return run;
    }

    /// <summary>Takes the steps that are left.</summary>
    /// <returns>The orchestration once it has ended.</returns>
    public async Task<OrchestrationState> FinishAsync(CancellationToken cancellationToken)
    {
        await BecomesQuietAsync(cancellationToken);
        while (steps < scenario.Steps.Length)
        {
            await StepAsync(cancellationToken);
        }

        return await service.WaitForOrchestrationAsync(Instance.InstanceId, Instance.ExecutionId, Patience, cancellationToken);
    }

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var step = scenario.Steps[steps++];
        time.Advance(step.Advance);
        if (step.Event is not null)
        {
            var payload = JsonDataConverter.Default.Serialize(step.Payload);
            await service.SendTaskOrchestrationMessageAsync(Message(new EventRaisedEvent(-1, payload) { Name = step.Event }));
        }

        await BecomesQuietAsync(cancellationToken);
    }

    public GoldenHistory Record() => new(scenario.Name, steps, [.. EpisodeClock.Set(ReadHistory())]);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await worker.StopAsync(isForced: true);
        worker.Dispose();
        await service.DisposeAsync();
        ended.Dispose();
        folder.Delete(recursive: true);
    }

    private static TaskMessage Message(HistoryEvent happened) => new() { OrchestrationInstance = Instance, Event = happened };

    /// <summary>As an engine hands in an episode: here one that brought about the whole history, with what it leaves open.</summary>
    private async Task LoadAsync(GoldenHistory history, CancellationToken cancellationToken)
    {
        await service.CreateIfNotExistsAsync();
        await service.CreateTaskOrchestrationAsync(Message(history.Started));
        var item = await service.LockNextTaskOrchestrationWorkItemAsync(Patience, cancellationToken);
        var state = item!.OrchestrationRuntimeState;
        foreach (var happened in history.Events)
        {
            state.AddEvent(happened);
        }

        var open = new OpenWork(history.Events);
        await service.CompleteTaskOrchestrationWorkItemAsync(
            item,
            state,
            [.. open.Activities.Select(Message)],
            [],
            [.. open.Timers.Select(timer => Message(new TimerFiredEvent(-1, timer.FireAt) { TimerId = timer.EventId }))],
            null,
            Utils.BuildOrchestrationState(state));
        await service.ReleaseTaskOrchestrationWorkItemAsync(item);
    }

    /// <summary>Waits until all that has been sent has arrived, and nothing is open but what only a later step ends.</summary>
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
                && events.Count(happened => happened is EventRaisedEvent) == scenario.Steps.Take(steps).Count(step => step.Event is not null)
                && open.Activities.All(activity => functions.Hangs(activity.Name!))
                && open.Timers.All(timer => timer.FireAt > time.GetUtcNow().UtcDateTime));
    }

    private IReadOnlyList<HistoryEvent> ReadHistory() => service.ReadHistory(Instance.InstanceId, Instance.ExecutionId);
}
