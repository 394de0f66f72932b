using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Orchestrations;

/// <summary>A job's activities, as typed calls. All of them may run twice.</summary>
internal static class JobActivities
{
    /// <summary>Lets jobs survive an outage of storage or the queue of some minutes.</summary>
    public static readonly TaskOptions Retry = TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 10,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromSeconds(60)));

    /// <summary>Only for a job that may be staged.</summary>
    public static Task<TurnTaken> TakeTurnAsync(this TaskOrchestrationContext context, JobInput input) => context.CallActivityAsync<TurnTaken>(
        FunctionNames.TakeTurn, new TakeTurnInput(input.Spec.Account, context.InstanceId, input.StagedAbove), Retry);

    /// <summary>Tells another job that its turn may have come.</summary>
    /// <param name="next">Null for none.</param>
    public static void PassTurn(this TaskOrchestrationContext context, string? next)
    {
        if (next is not null)
        {
            context.SendEvent(next, EventNames.Turn, "");
        }
    }

    /// <summary>Only for an item with a source.</summary>
    public static Task<JobError?> FetchInputAsync(this TaskOrchestrationContext context, JobSpec spec, int item) =>
        context.FetchAsync(spec, spec.Items[item].Source!.Value, spec.Items[item].Input);

    /// <summary>Only for a job whose background has a source.</summary>
    public static Task<JobError?> FetchBackgroundAsync(this TaskOrchestrationContext context, JobSpec spec) =>
        context.FetchAsync(spec, spec.BackgroundSource!.Value, spec.Background!);

    public static Task DispatchItemAsync(this TaskOrchestrationContext context, JobInput input, ItemAttempt attempt) =>
        context.CallActivityAsync(FunctionNames.DispatchItem, DispatchItemInput.Of(context.InstanceId, input, attempt), Retry);

    public static Task<JobEnd> EndJobAsync(this TaskOrchestrationContext context, JobSpec spec, JobOutcome outcome) =>
        context.CallActivityAsync<JobEnd>(FunctionNames.EndJob, new TerminalJob(context.InstanceId, spec, outcome), Retry);

    /// <summary>Called by jobs of version 1 only, like the three other steps of a job's end.</summary>
    /// <returns>Indexes of the items whose results are incomplete.</returns>
    public static Task<int[]> FindMissingResultsAsync(this TaskOrchestrationContext context, JobSpec spec, IReadOnlyList<ItemAttempt> winners) =>
        winners.Count == 0
            ? Task.FromResult(Array.Empty<int>())
            : context.CallActivityAsync<int[]>(
                FunctionNames.FindMissingResults, new FindMissingResultsInput(spec.Account, context.InstanceId, winners, spec.Video is not null), Retry);

    public static Task WriteCancelMarkerAsync(this TaskOrchestrationContext context, JobSpec spec) =>
        context.CallActivityAsync(FunctionNames.WriteCancelMarker, new ResultPaths(spec.Account, context.InstanceId).CancelMarker, Retry);

    public static Task WriteManifestAsync(this TaskOrchestrationContext context, JobSpec spec, JobOutcome outcome) =>
        context.CallActivityAsync(FunctionNames.WriteManifest, new TerminalJob(context.InstanceId, spec, outcome), Retry);

    /// <returns>A staged job whose turn may have come; null for none.</returns>
    public static Task<string?> SettleTokensAsync(this TaskOrchestrationContext context, JobSpec spec, JobOutcome outcome) =>
        context.CallActivityAsync<string?>(
            FunctionNames.SettleTokens, new SettleTokensInput(spec.Account, context.InstanceId, spec.Terms.PriceOf(outcome.Units)), Retry);

    public static Task RecordOutcomeAsync(this TaskOrchestrationContext context, JobSpec spec, JobOutcome outcome) =>
        context.CallActivityAsync(FunctionNames.RecordOutcome, new TerminalJob(context.InstanceId, spec, outcome), Retry);

    private static Task<JobError?> FetchAsync(this TaskOrchestrationContext context, JobSpec spec, int source, BlobReference target)
    {
        var marker = new ResultPaths(spec.Account, context.InstanceId).CancelMarker;
        return context.CallActivityAsync<JobError?>(FunctionNames.FetchInput, new FetchInputInput(spec.Sources!, source, target, marker), Retry);
    }
}
