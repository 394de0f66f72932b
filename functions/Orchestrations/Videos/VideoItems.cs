using Microsoft.DurableTask;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>Runs the items of a video job: each is an orchestration of its own, a few of them at the same time, in the job's order.</summary>
internal sealed class VideoItems(TaskOrchestrationContext context, JobInput input, JobRun run, JobSignals signals, JobNotices notices)
{
    private readonly VideoPace _pace = input.Pace ?? throw new InvalidOperationException("A job of videos was started without a pace.");

    /// <summary>Returns when all of them have ended.</summary>
    public async Task RunAsync(IReadOnlyList<ItemAttempt> attempts)
    {
        var waiting = new Queue<ItemAttempt>(attempts);
        var running = new List<RunningVideo>();
        while (waiting.Count + running.Count > 0)
        {
            while (running.Count < _pace.VideosAtOnce && waiting.TryDequeue(out var attempt))
            {
                running.Add(new RunningVideo(attempt, RunAsync(attempt)));
            }

            notices.Show(run);
            await signals.WaitAsync(running.Select(video => video.End));
            run.Apply(await signals.TakeUpdatesAsync(), context.CurrentUtcDateTime);
            running.RemoveAll(video => video.End.IsCompleted);
            if (signals.CancelRequested && run.IsOpen)
            {
                await CancelAsync(running);
                break;
            }

            if (notices.Report(run) is { } again && run.IsOpen)
            {
                signals.WakeAt(again);
            }
        }

        notices.Report(run);
        notices.Show(run);
    }

    private async Task CancelAsync(List<RunningVideo> running)
    {
        run.Cancel();
        await context.WriteCancelMarkerAsync(input.Spec);
        foreach (var video in running)
        {
            context.SendEvent(video.Attempt.VideoInstanceOf(context.InstanceId), EventNames.Cancel, "");
        }

        await Task.WhenAll(running.Select(video => video.End));
    }

    private async Task RunAsync(ItemAttempt attempt)
    {
        VideoOutcome outcome;
        try
        {
            outcome = await context.CallSubOrchestratorAsync<VideoOutcome>(
                FunctionNames.RunVideo, ToInput(attempt), new TaskOptions().WithInstanceId(attempt.VideoInstanceOf(context.InstanceId)));
        }
        catch (TaskFailedException)
        {
            outcome = new VideoOutcome(
                JobStatus.Failed, new JobError(JobErrorCode.OrchestrationFailed, "The video ended because the service failed. Submit it again."), 0);
        }

        run.End(attempt, outcome.Status, outcome.Error, outcome.Units);
    }

    private VideoInput ToInput(ItemAttempt attempt)
    {
        var paths = new ResultPaths(input.Spec.Account, context.InstanceId);
        var alone = input.Spec with { Items = [input.Spec.Items[attempt.Item]], Subscriptions = null, Metadata = null };
        return new VideoInput(context.InstanceId, attempt, alone, paths.Attempt(attempt), paths.CancelMarker, input.ItemDeadline, _pace);
    }

    private sealed record RunningVideo(ItemAttempt Attempt, Task End);
}
