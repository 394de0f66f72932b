using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>Compares what the code does on replay with what it did.</summary>
internal static class NonDeterminism
{
    private const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    /// <summary>Null when the replayed episode took the same steps and, as history has more episodes, did not end.</summary>
    public static OrchestrationEnd.Failed? Find(TaskName name, IReadOnlyList<OrchestrationAction> recorded, EpisodeOutcome replayed)
    {
        for (var step = 0; step < Math.Max(recorded.Count, replayed.Actions.Count); step++)
        {
            var before = recorded.ElementAtOrDefault(step)?.Step;
            var now = replayed.Actions.ElementAtOrDefault(step)?.Step;
            if (before != now)
            {
                return Report(name, before ?? "a wait, with no further call", now ?? "none");
            }
        }

        return replayed.End is null ? null : Report(name, "a wait", replayed.End is OrchestrationEnd.Failed failed ? failed.Failure.ToString() : "the end");
    }

    private static OrchestrationEnd.Failed Report(TaskName name, string before, string now) => new(new TaskFailureDetails(
        ErrorType,
        $"Non-deterministic orchestrator '{name}': its history has {before} where the replay has {now}. "
        + "Its code was changed while it was open, or it depends on a clock, on chance or on something else outside its context.",
        stackTrace: null,
        innerFailure: null));
}
