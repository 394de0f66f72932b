using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations.Videos;

namespace SegFunctions.Orchestrations;

/// <summary>One job from its first dispatch to its recorded outcome. Every wait is bounded: by an update, a deadline or a cancel request.</summary>
public static class JobOrchestrator
{
    /// <summary>How long a staged job waits for its turn event before it checks by itself: the event may have been lost.</summary>
    private static readonly TimeSpan TurnPatience = TimeSpan.FromMinutes(5);

    [Function(FunctionNames.RunJob)]
    public static async Task<JobOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<JobInput>() ?? throw new InvalidOperationException("A job's orchestration was started without its input.");
        if (input.Version > JobInput.CurrentVersion)
        {
            throw new InvalidOperationException($"The job was started by a later release, whose version {input.Version} of its steps is not known here.");
        }

        var run = new JobRun(input.Spec.Items.Count, input.ItemDeadline, input.Spec.Created);
        var notices = new JobNotices(context, input.Spec);
        using var signals = new JobSignals(context);

        await WaitForTurnAsync(context, input, run, signals, notices);
        await FetchBackgroundAsync(context, input.Spec, run);
        var ending = new JobEnding(context, input, run, signals, notices);
        var attempts = run.FirstAttempts;
        do
        {
            if (input.Spec.Video is null)
            {
                await DispatchAsync(context, input, run, signals, attempts);
                await WaitForAnswersAsync(context, input, run, signals, notices);
            }
            else
            {
                await new VideoItems(context, input, run, signals, notices).RunAsync(attempts);
            }

            attempts = await ending.TryEndAsync();
        }
        while (attempts.Count > 0);

        return ending.Outcome;
    }

    /// <summary>Returns when the job may start, or is canceled.</summary>
    private static async Task WaitForTurnAsync(
        TaskOrchestrationContext context, JobInput input, JobRun run, JobSignals signals, JobNotices notices)
    {
        if (input.StagedAbove == 0)
        {
            return;
        }

        run.IsStaged = true;
        notices.Show(run);
        while (run.IsStaged && !signals.CancelRequested)
        {
            var turn = await context.TakeTurnAsync(input);
            context.PassTurn(turn.Next);
            if (turn.IsTaken)
            {
                run.IsStaged = false;
            }
            else
            {
                await signals.WaitForTurnAsync(context.CurrentUtcDateTime + TurnPatience);
            }
        }

        if (run.IsStaged)
        {
            run.IsStaged = false;
            run.Cancel();
            await context.WriteCancelMarkerAsync(input.Spec);
        }
    }

    /// <summary>If the background cannot be fetched, every item fails.</summary>
    private static async Task FetchBackgroundAsync(TaskOrchestrationContext context, JobSpec spec, JobRun run)
    {
        if (spec.BackgroundSource is null || !run.IsOpen)
        {
            return;
        }

        JobError? error;
        try
        {
            error = await context.FetchBackgroundAsync(spec);
        }
        catch (TaskFailedException)
        {
            error = new JobError(JobErrorCode.InputFetchFailed, "It could not be stored. Submit the job again.");
        }

        if (error is not null)
        {
            var failure = JobError.Of(error.Code, $"{InferenceError.OfBackground} {error.Message}");
            foreach (var attempt in run.FirstAttempts)
            {
                run.Fail(attempt, failure);
            }
        }
    }

    private static async Task WaitForAnswersAsync(
        TaskOrchestrationContext context, JobInput input, JobRun run, JobSignals signals, JobNotices notices)
    {
        while (run.IsOpen)
        {
            notices.Show(run);
            await signals.WaitAsync(run.NextDeadline);
            var again = run.Apply(await signals.TakeUpdatesAsync(), context.CurrentUtcDateTime);
            if (signals.CancelRequested && run.IsOpen)
            {
                run.Cancel();
                await context.WriteCancelMarkerAsync(input.Spec);
            }
            else if (signals.TakeDeadline() is { } deadline)
            {
                await DispatchAsync(context, input, run, signals, [.. again, .. run.Expire(deadline)]);
            }
            else
            {
                await DispatchAsync(context, input, run, signals, again);
            }

            if (notices.Report(run) is { } next && run.IsOpen)
            {
                signals.WakeAt(next);
            }
        }

        notices.Show(run);
    }

    /// <summary>Returns when every item whose input is stored has been queued. An input that must be fetched delays only its own item.</summary>
    private static async Task DispatchAsync(
        TaskOrchestrationContext context, JobInput input, JobRun run, JobSignals signals, IReadOnlyList<ItemAttempt> attempts)
    {
        run.Dispatch(attempts, context.CurrentUtcDateTime);
        var stored = attempts.ToLookup(attempt => input.Spec.Items[attempt.Item].Source is null);
        signals.AddSteps(stored[false].Select(attempt => FetchAndDispatchAsync(context, input, run, attempt)));
        await Task.WhenAll(stored[true].Select(attempt => DispatchAsync(context, input, run, attempt)));
    }

    private static async Task FetchAndDispatchAsync(TaskOrchestrationContext context, JobInput input, JobRun run, ItemAttempt attempt)
    {
        JobError? error;
        try
        {
            error = await context.FetchInputAsync(input.Spec, attempt.Item);
        }
        catch (TaskFailedException)
        {
            error = new JobError(JobErrorCode.InputFetchFailed, "The input could not be stored. Submit it again.");
        }

        if (!run.IsWanted(attempt))
        {
            return;
        }

        if (error is not null)
        {
            run.Fail(attempt, error);
            return;
        }

        run.Dispatch([attempt], context.CurrentUtcDateTime);
        await DispatchAsync(context, input, run, attempt);
    }

    private static async Task DispatchAsync(TaskOrchestrationContext context, JobInput input, JobRun run, ItemAttempt attempt)
    {
        try
        {
            await context.DispatchItemAsync(input, attempt);
        }
        catch (TaskFailedException)
        {
            run.FailDispatch(attempt);
        }
    }
}

/// <summary>Input of <see cref="JobOrchestrator"/>. It includes the settings, so that a replay sees the same ones.</summary>
/// <param name="ItemDeadline">How long one attempt at an item, or one step of a video, may take.</param>
/// <param name="StagedAbove">0 for a job that starts at once; a staged job starts when fewer of the account's jobs than this are running.</param>
/// <param name="Pace">How the work on videos is split; null for a job of pictures.</param>
/// <param name="Version">
/// The version of the app that started the job, which decides its steps, see <see cref="JobEnding"/>. A job of a later version than the current one fails.
/// </param>
public sealed record JobInput(JobSpec Spec, TimeSpan ItemDeadline, int StagedAbove = 0, VideoPace? Pace = null, int Version = 1)
{
    /// <summary>The version given to new jobs.</summary>
    public const int CurrentVersion = 2;
}
