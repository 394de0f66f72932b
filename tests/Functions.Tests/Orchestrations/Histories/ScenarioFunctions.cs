using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Emulation;
using SegFunctions.Orchestrations;
using SegFunctions.Results.Archives;

namespace SegFunctions.Tests.Orchestrations.Histories;

/// <summary>The app's own orchestrators, with activities that answer as a scenario says.</summary>
/// <param name="scenario">In force.</param>
/// <param name="isRecording">Whether the scenario's troubles come: later code finds all well again.</param>
internal sealed class ScenarioFunctions(HistoryScenario scenario, bool isRecording) : IDurableTaskExecutor
{
    private int failuresLeft = isRecording ? scenario.FailedDispatches : 0;
    private int running;

    /// <summary>No activity runs that will answer.</summary>
    public bool IsIdle => Volatile.Read(ref running) == 0;

    public async Task<object?> RunOrchestratorAsync(TaskName name, TaskOrchestrationContext context) => name.Name switch
    {
        FunctionNames.RunJob => await JobOrchestrator.RunAsync(context),
        FunctionNames.RunArchive => await ArchiveOrchestrator.RunAsync(context),
        _ => throw new ArgumentException($"Say here which code '{name}' is."),
    };

    public async Task<object?> RunActivityAsync(TaskName name, string instanceId, string? serializedInput, CancellationToken cancellationToken)
    {
        if (isRecording && name.Name == scenario.Hanging)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        Interlocked.Increment(ref running);
        try
        {
            return Answer(name, JsonSerializer.Deserialize<JsonElement>(serializedInput ?? "null"));
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    private object? Answer(string name, JsonElement input)
    {
        var isFirstDispatch = name == FunctionNames.DispatchItem && input.GetProperty("Request").GetProperty("Item").GetInt32() == 0;
        return isFirstDispatch && Interlocked.Decrement(ref failuresLeft) >= 0 ? throw new QueueAwayException() : scenario.Activity(name, input);
    }
}
