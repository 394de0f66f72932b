using Microsoft.DurableTask;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations.Videos;

/// <summary>Has workers do a video's steps, and reports the progress. A step that does not end in time is sent once more.</summary>
internal sealed class VideoSteps(TaskOrchestrationContext context, VideoInput input, JobSignals signals)
{
    private readonly HashSet<int> _ended = [];
    private VideoPlan? _plan;
    private FrameProgress? _progress;
    private bool _hasStarted;

    /// <summary>From now on, progress is reported.</summary>
    public void Expect(int frames) => Show(new FrameProgress(0, frames));

    /// <summary>From now on, progress is measured by the plan.</summary>
    public void Expect(VideoPlan plan)
    {
        _plan = plan;
        ShowSegments(chunksOfParts: 0);
    }

    /// <exception cref="VideoStoppedException">The step was canceled or failed.</exception>
    public async Task<VideoUpdate> RunAsync(VideoStep step) => (await RunAsync([step]))[0];

    /// <summary>Returns when all have succeeded.</summary>
    /// <exception cref="VideoStoppedException">The steps were canceled, or one failed.</exception>
    public async Task<IReadOnlyList<VideoUpdate>> RunAsync(IReadOnlyList<VideoStep> steps)
    {
        var round = new StepRound(steps, input.Pace.RequestsAtOnce, _ended);
        while (round.IsOpen)
        {
            await Task.WhenAll(round.TakeReady(context.CurrentUtcDateTime + input.StepDeadline).Select(SendAsync));
            await signals.WaitAsync(round.NextDeadline);
            Take(round, await signals.TakeUpdatesAsync());
            if (signals.CancelRequested)
            {
                throw new VideoStoppedException(null);
            }

            if (signals.TakeDeadline() is { } deadline && !round.TryExpire(deadline))
            {
                throw new VideoStoppedException(new JobError(
                    JobErrorCode.DeadlineExceeded, FormattableString.Invariant($"No worker finished a part of it within {input.StepDeadline}, twice. Is one running?")));
            }
        }

        return [.. round.Ends.Select(end => end!.Video!)];
    }

    private void Take(StepRound round, IReadOnlyList<InferenceUpdate> updates)
    {
        if (!_hasStarted && updates.Count > 0)
        {
            // The job learns that its item has begun in the same way as for a picture.
            _hasStarted = true;
            context.SendEvent(input.JobId, EventNames.Updates, new[] { new InferenceUpdate(input.JobId, input.Attempt.Item, input.Attempt.Attempt, InferenceState.Started) });
        }

        if (round.Apply(updates) is { } failed)
        {
            throw new VideoStoppedException(failed.State == InferenceState.Canceled ? null : WorkerErrors.ToJobError(failed.Error));
        }

        _ended.UnionWith(round.EndedSegments);
        ShowSegments(round.ChunksOfParts);
    }

    private async Task SendAsync(StepRun step)
    {
        try
        {
            await context.DispatchStepAsync(input, step.Step, step.Repeat);
        }
        catch (TaskFailedException)
        {
            throw new VideoStoppedException(new JobError(JobErrorCode.DispatchFailed, "A part of it could not be put on the queue. Submit the input again."));
        }
    }

    /// <summary>Counts chunks rather than frames, since a frame between marks is processed twice.</summary>
    /// <param name="chunksOfParts">Those processed of segments that have not ended.</param>
    private void ShowSegments(int chunksOfParts)
    {
        if (_progress is null || _plan is null)
        {
            return;
        }

        var done = chunksOfParts + _plan.Segments.Where(segment => _ended.Contains(segment.Index)).Sum(segment => segment.Chunks);
        var all = _plan.Segments.Sum(segment => segment.Chunks);
        Show(_progress with { Processed = (int)((long)_progress.All * done / all) });
    }

    private void Show(FrameProgress progress)
    {
        if (progress != _progress)
        {
            _progress = progress;
            context.SetCustomStatus(VideoProgress.Encode(progress));
        }
    }
}
