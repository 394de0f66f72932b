using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Emulation;
using Microsoft.DurableTask.Emulation.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>A scenario in a real engine, from its beginning or from where a kept history stands.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private const long Seq = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private const int QuietLooks = 10;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("histories-");
    private readonly HistoryScenario scenario;
    private readonly ScenarioFunctions functions;
    private readonly FakeTimeProvider time;
    private readonly DurableTaskEngine engine;
    private int steps;

    private ScenarioRun(HistoryScenario scenario, bool isRecording, int steps)
    {
        this.scenario = scenario;
        this.steps = steps;
        functions = new ScenarioFunctions(scenario, isRecording);
        time = new FakeTimeProvider(Specs.Now + scenario.Steps.Take(steps).Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Advance));
        engine = new DurableTaskEngine(new() { DatabasePath = Database }, functions, NullLoggerFactory.Instance, time);
    }

    private static string InstanceId => Specs.JobId.ToString();

    private string Database => Path.Combine(folder.FullName, "durable.db");

    public static async Task<ScenarioRun> StartAsync(HistoryScenario scenario, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(scenario, isRecording: true, steps: 0);
        await run.engine.StartAsync(cancellationToken);
        await run.engine.Client.ScheduleNewOrchestrationInstanceAsync(
            scenario.Orchestrator, scenario.Input, new StartOrchestrationOptions(InstanceId), cancellationToken);
        return run;
    }

    /// <param name="history">Of an orchestration that has not ended.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<ScenarioRun> ContinueAsync(GoldenHistory history, CancellationToken cancellationToken)
    {
        var run = new ScenarioRun(HistoryScenario.Get(history.Scenario), isRecording: false, history.Steps);
        run.Load(history);
        await run.engine.StartAsync(cancellationToken);
        return run;
    }

    /// <summary>Takes the steps that are left.</summary>
    /// <returns>The orchestration once it has ended.</returns>
    public async Task<OrchestrationMetadata> FinishAsync(CancellationToken cancellationToken)
    {
        await BecomesQuietAsync(cancellationToken);
        while (steps < scenario.Steps.Length)
        {
            await StepAsync(cancellationToken);
        }

        return await engine.Client.WaitForInstanceCompletionAsync(InstanceId, true, cancellationToken).WaitAsync(Patience, cancellationToken);
    }

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var step = scenario.Steps[steps++];
        time.Advance(step.Advance);
        if (step.Event is not null)
        {
            await engine.Client.RaiseEventAsync(InstanceId, step.Event, step.Payload, cancellationToken);
        }

        await BecomesQuietAsync(cancellationToken);
    }

    public async Task<GoldenHistory> RecordAsync(CancellationToken cancellationToken)
    {
        await BecomesQuietAsync(cancellationToken);
        var metadata = await engine.Client.GetInstanceAsync(InstanceId, true, cancellationToken);
        using var reader = new InstanceReader(Database);
        return new GoldenHistory(
            scenario.Name,
            steps,
            metadata!.IsCompleted,
            scenario.Orchestrator,
            InstanceId,
            metadata.SerializedInput!,
            [.. reader.ReadHistory(Seq).Select(row => new GoldenRow(row.Sequence, JsonSerializer.Deserialize<JsonElement>(row.Event.ToJson())))]);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private void Load(GoldenHistory history)
    {
        using var connection = Schema.Open(Database);
        Schema.Create(connection);
        using var store = new InstanceStore(connection);
        store.Insert(new InstanceRow(Seq, InstanceId, history.Orchestrator, Specs.Now, StartAt: null, Parent: null, Version: ""), history.Input);
        store.Touch(Seq, OrchestrationRuntimeStatus.Running, Specs.Now);
        foreach (var row in history.Rows)
        {
            store.Append(Seq, row.Sequence, row.ToBody());
        }
    }

    /// <summary>Waits until nothing has happened for a while: there is no bell for that.</summary>
    private async Task BecomesQuietAsync(CancellationToken cancellationToken)
    {
        using var reader = new InstanceReader(Database);
        var (rows, looks) = (-1, 0);
        while (looks < QuietLooks)
        {
            var now = reader.ReadHistory(Seq).Count;
            looks = now == rows && functions.IsIdle ? looks + 1 : 0;
            rows = now;
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
