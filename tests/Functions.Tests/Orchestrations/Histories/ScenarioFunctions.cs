using System.Text.Json;
using DurableTask.Core;
using Microsoft.DurableTask.Worker.Shims;
using SegFunctions.Archives;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>The app's own orchestrators in a real worker, with activities that return what a scenario says.</summary>
/// <param name="scenario">The scenario to play.</param>
/// <param name="isRecording">Whether the scenario's failures happen: later code finds everything working.</param>
/// <param name="ended">Ends a hanging activity.</param>
internal sealed class ScenarioFunctions(HistoryScenario scenario, bool isRecording, CancellationToken ended)
{
    private int _failuresLeft = isRecording ? scenario.FailedDispatches : 0;

    /// <summary>The worker's default, which the app leaves unchanged.</summary>
    private static DurableTaskShimFactory Worker => DurableTaskShimFactory.Default;

    public static TaskOrchestration CreateOrchestrator(string name) => name switch
    {
        FunctionNames.RunJob => Worker.CreateOrchestration<JobInput, JobOutcome>(name, async (context, _) => await JobOrchestrator.RunAsync(context)),
        FunctionNames.RunVideo => Worker.CreateOrchestration<VideoInput, VideoOutcome>(name, async (context, _) => await VideoOrchestrator.RunAsync(context)),
        ArchiveFunctionNames.RunArchive => Worker.CreateOrchestration<ArchiveInput, ArchiveOutcome>(name, async (context, _) => await ArchiveOrchestrator.RunAsync(context)),
        WebhookFunctionNames.DeliverWebhook => Worker.CreateOrchestration<DeliveryInput, bool>(name, async (context, _) => await DeliveryOrchestrator.RunAsync(context)),
        _ => throw new ArgumentException($"Say here which code '{name}' is."),
    };

    /// <summary>The instances that the scenario starts, and itself.</summary>
    public TaskOrchestration Create(string name) => name == FunctionNames.RunVideo && scenario.VideoEnd is { } end
        ? Worker.CreateOrchestration<VideoInput, VideoOutcome>(name, (_, _) => Task.FromResult<VideoOutcome?>(end))
        : CreateOrchestrator(name);

    public TaskActivity CreateActivity(string name) => Worker.CreateActivity<JsonElement, object?>(name, (_, input) => RunAsync(name, input));

    /// <summary>Whether an activity never returns.</summary>
    public bool Hangs(string name) => isRecording && name == scenario.Hanging;

    private async Task<object?> RunAsync(string name, JsonElement input)
    {
        if (Hangs(name))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ended);
        }

        var isFirstDispatch = name == FunctionNames.DispatchItem && input.GetProperty("Request").GetProperty("Item").GetInt32() == 0;
        return isFirstDispatch && Interlocked.Decrement(ref _failuresLeft) >= 0 ? throw new QueueAwayException() : scenario.Activity(name, input);
    }
}
