using Microsoft.DurableTask;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>
/// The steps after a job's last item: its results are checked, the manifest is written, tokens are settled and the outcome is recorded. Since version 2 that is one
/// activity. Jobs of version 1 take one activity per step, so that those which were open when the app was updated replay as they began.
/// </summary>
internal sealed class JobEnding(TaskOrchestrationContext context, JobInput input, JobRun run, JobSignals signals, JobNotices notices)
{
    private const int FirstInOneStep = 2;

    private JobOutcome? _outcome;

    /// <summary>Available once the job has ended.</summary>
    public JobOutcome Outcome => _outcome ?? throw new InvalidOperationException("The job has not ended.");

    /// <summary>Ends the job, unless results are missing. Call it when no item is open.</summary>
    /// <returns>The attempts to dispatch because of missing results; none if the job has ended.</returns>
    public Task<IReadOnlyList<ItemAttempt>> TryEndAsync() => input.Version < FirstInOneStep ? TryEndStepByStepAsync() : TryEndAtOnceAsync();

    private async Task<IReadOnlyList<ItemAttempt>> TryEndAtOnceAsync()
    {
        while (true)
        {
            var outcome = run.Outcome(context.CurrentUtcDateTime);
            var end = await context.EndJobAsync(input.Spec, outcome);
            if (end.Missing.Count == 0)
            {
                context.PassTurn(end.Next);
                await FinishAsync(outcome, Task.CompletedTask);
                return [];
            }

            if (Revoke(end.Missing) is { Count: > 0 } again)
            {
                return again;
            }
        }
    }

    private async Task<IReadOnlyList<ItemAttempt>> TryEndStepByStepAsync()
    {
        if (Revoke(await context.FindMissingResultsAsync(input.Spec, run.Winners)) is { Count: > 0 } again)
        {
            return again;
        }

        var outcome = run.Outcome(context.CurrentUtcDateTime);
        await context.WriteManifestAsync(input.Spec, outcome);
        context.PassTurn(await context.SettleTokensAsync(input.Spec, outcome));
        await FinishAsync(outcome, context.RecordOutcomeAsync(input.Spec, outcome));
        return [];
    }

    private async Task FinishAsync(JobOutcome outcome, Task recorded)
    {
        var told = notices.ReportEndAsync(run, outcome);
        notices.Show(run);
        await Task.WhenAll(recorded, told);
        _outcome = outcome;
    }

    /// <summary>Revokes the success of items whose results are missing. If the job is canceled, none is repeated.</summary>
    private IReadOnlyList<ItemAttempt> Revoke(IReadOnlyList<int> missing)
    {
        if (!signals.CancelRequested)
        {
            return run.Repeat(missing);
        }

        run.GiveUp(missing);
        return [];
    }
}
