using Microsoft.DurableTask.Emulation.History;

namespace Microsoft.DurableTask.Emulation.Replay;

/// <summary>Compares what the code does on replay with what it did.</summary>
internal static class NonDeterminism
{
    private const string ErrorType = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";

    /// <summary>Null when the replayed episode took the same steps, and ended or waited as the recorded one did.</summary>
    public static OrchestrationEnd.Failed? Find(TaskName name, IReadOnlyList<OrchestrationAction> recorded, EpisodeOutcome replayed, bool endsHere)
    {
        for (var step = 0; step < Math.Max(recorded.Count, replayed.Actions.Count); step++)
        {
            var before = recorded.ElementAtOrDefault(step)?.Describe();
            var now = replayed.Actions.ElementAtOrDefault(step)?.Describe();
            if (before != now)
            {
                return Report(name, before ?? "a wait, with no further call", now ?? "none");
            }
        }

        return (endsHere, replayed.End) switch
        {
            (false, null) or (true, OrchestrationEnd.Completed) => null,
            (_, OrchestrationEnd.Failed failed) => Report(name, endsHere ? "the end" : "a wait", failed.Failure.ToString()),
            (true, _) => Report(name, "the end", "a wait"),
            _ => Report(name, "a wait", "the end"),
        };
    }

    private static OrchestrationEnd.Failed Report(TaskName name, string before, string now) => new(new TaskFailureDetails(
        ErrorType,
        $"Non-deterministic orchestrator '{name}': its history has {before} where the replay has {now}. "
        + "Its code was changed while it was open, or it depends on a clock, on chance or on something else outside its context.",
        stackTrace: null,
        innerFailure: null));
}
