using DurableTask.Core;
using Microsoft.DurableTask.Converters;
using SegFunctions.Jobs;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>
/// Every later release completes the jobs that a release has started. A change that breaks one fails here with the name of the step: then give
/// the orchestrator a version and keep the old way for those below it. To record the scenarios' histories for a new version:
/// <c>RECORD_HISTORIES=1 dotnet test --project tests/Functions.Tests -- --filter-class "*GoldenHistoryTests"</c>.
/// </summary>
public sealed class GoldenHistoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> All { get; } = [.. GoldenHistory.Files];

    public static TheoryData<string> Open { get; } = [.. GoldenHistory.Files.Where(file => !GoldenHistory.Read(file).HasEnded)];

    public static TheoryData<string> Scenarios { get; } = [.. HistoryScenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Todays_code_takes_every_step_of_a_kept_history(string file)
    {
        var history = GoldenHistory.Read(file);

        var difference = HistoryReplay.FindDifference(history, () => ScenarioFunctions.CreateOrchestrator(history.Started.Name!));

        Assert.True(difference is null, difference);
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task Todays_code_brings_an_open_job_of_a_kept_history_to_its_end(string file)
    {
        var history = GoldenHistory.Read(file);
        await using var run = await ScenarioRun.ContinueAsync(history, Token);

        var end = await run.FinishAsync(Token);

        Assert.True(end.OrchestrationStatus == OrchestrationStatus.Completed, end.FailureDetails?.ErrorMessage);
        object outcome = history.Started.Name == WebhookFunctionNames.DeliverWebhook
            ? JsonDataConverter.Default.Deserialize<bool>(end.Output)
            : JsonDataConverter.Default.Deserialize<JobOutcome>(end.Output)!.Status;
        Assert.Equal(HistoryScenario.Get(history.Scenario).Outcome, outcome);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Every_scenario_is_kept_for_the_current_version(string name)
    {
        var scenario = HistoryScenario.Get(name);
        if (Environment.GetEnvironmentVariable("RECORD_HISTORIES") == "1")
        {
            await RecordAsync(scenario);
        }

        Assert.Empty(Enumerable.Range(0, scenario.Steps.Length + 1).Select(steps => GoldenHistory.FileOf(name, steps)).Except(GoldenHistory.Files));
    }

    private static async Task RecordAsync(HistoryScenario scenario)
    {
        await using var run = await ScenarioRun.StartAsync(scenario, Token);
        run.Record().Write();
        foreach (var _ in scenario.Steps)
        {
            await run.StepAsync(Token);
            run.Record().Write();
        }
    }
}
