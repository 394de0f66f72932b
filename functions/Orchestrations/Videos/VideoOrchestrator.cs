using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>One video of a job, from its probe to its last file. A cancel request ends it at once; workers then stop because of the job's marker.</summary>
public static class VideoOrchestrator
{
    [Function(FunctionNames.RunVideo)]
    public static async Task<VideoOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<VideoInput>() ?? throw new InvalidOperationException("A video's orchestration was started without its input.");
        using var signals = new JobSignals(context);
        try
        {
            return new VideoOutcome(JobStatus.Completed, null, await RunAsync(context, input, new VideoSteps(context, input, signals)));
        }
        catch (VideoStoppedException stopped)
        {
            return new VideoOutcome(stopped.Error is null ? JobStatus.Canceled : JobStatus.Failed, stopped.Error, 0);
        }
    }

    /// <returns>The frames processed.</returns>
    private static async Task<int> RunAsync(TaskOrchestrationContext context, VideoInput input, VideoSteps steps)
    {
        var video = input.Video;
        var probe = (await steps.RunAsync(new ProbeStep(video.Sampling))).Probe ?? throw VideoStoppedException.NoAnswer;
        await SetTokensAsideAsync(context, input, probe.Frames);
        steps.Expect(probe.Frames);

        var hasWords = input.Spec.Prompts.OfType<TextPrompt>().Any();
        var first = VideoPlanning.First(probe, hasWords);
        var work = (await steps.RunAsync(new SegmentStep(first))).Work ?? throw VideoStoppedException.NoAnswer;
        var plan = await context.WriteVideoPlanAsync(new WriteVideoPlanInput(input.Folder, probe, work, hasWords, input.Pace.SegmentTime));
        steps.Expect(plan);
        var limit = VideoPlanning.LimitOf(input.Pace.SegmentTime);
        var ends = await steps.RunAsync([.. plan.Segments.Skip(1).Select(segment => new SegmentStep(segment, limit))]);

        await steps.RunAsync(ends.Any(end => end.Rest is not null) ? new JoinPartsStep(video.Files) : new JoinStep(video.Files));
        if (video.Files != VideoFiles.None)
        {
            await steps.RunAsync([.. Enumerable.Range(0, probe.Pieces).Select(piece => new RenderStep(video.Files, piece))]);
            await steps.RunAsync(new FinishStep(video.Files, probe.Pieces));
        }

        return probe.Frames;
    }

    /// <summary>One frame was already paid for with the request.</summary>
    private static async Task SetTokensAsideAsync(TaskOrchestrationContext context, VideoInput input, int frames)
    {
        var tokens = input.Spec.Terms.PriceOf(frames - 1);
        var answer = await context.SetTokensAsideAsync(new SetTokensAsideInput(input.Spec.Account, input.JobId, input.Attempt.Item, tokens));
        if (!answer.IsDone)
        {
            throw new VideoStoppedException(JobError.Of(
                JobErrorCode.TokensSpent,
                FormattableString.Invariant($"It has {frames} frames to process, which need {tokens} more {(tokens == 1 ? "token" : "tokens")}, and the account has {answer.Remaining} left. Request fewer frames, or get more tokens.")));
        }
    }
}

/// <summary>Input of <see cref="VideoOrchestrator"/>.</summary>
/// <param name="JobId">Instance id of the job's orchestration.</param>
/// <param name="Attempt">Which attempt at which item of the job it is.</param>
/// <param name="Spec">The job's spec, with this item alone and no subscribers.</param>
/// <param name="Folder">The folder of this attempt, which no other writes to.</param>
/// <param name="CancelMarker">The job's cancel marker.</param>
/// <param name="StepDeadline">How long a step may take; after that it is sent once more.</param>
/// <param name="Pace">How the work is split.</param>
public sealed record VideoInput(
    string JobId, ItemAttempt Attempt, JobSpec Spec, BlobReference Folder, BlobReference CancelMarker, TimeSpan StepDeadline, VideoPace Pace)
{
    internal VideoSpec Video => Spec.Video ?? throw new InvalidOperationException("The job's items are not videos.");
}

/// <summary>How the work on videos is split; from the settings, see <see cref="VideoOptions"/>.</summary>
public sealed record VideoPace(TimeSpan SegmentTime, int RequestsAtOnce, int VideosAtOnce);

/// <summary>Output of <see cref="VideoOrchestrator"/>.</summary>
/// <param name="Status">Terminal.</param>
/// <param name="Error">Present if it failed.</param>
/// <param name="Units">Frames processed; 0 unless it completed.</param>
public sealed record VideoOutcome(JobStatus Status, JobError? Error, int Units);

/// <summary>Ends the video's orchestration early.</summary>
/// <param name="error">Why it failed; null when it was canceled.</param>
internal sealed class VideoStoppedException(JobError? error) : Exception
{
    public JobError? Error { get; } = error;

    public static VideoStoppedException NoAnswer =>
        new(new JobError(JobErrorCode.InferenceFailed, "The worker reported success without a result. Does it run another version?"));
}
