using SegFunctions.Jobs;
using SegFunctions.Orchestrations;
using SegFunctions.Queues;

namespace SegFunctions.Submission;

/// <summary>
/// Puts a job's only picture on the queue while its orchestration takes its first step, which puts it there again: the queue drops the second by its message id. So
/// a worker begins some milliseconds earlier, and whatever becomes of this, the job does not depend on it. If the first step is late by more than the queue's duplicate window, five
/// minutes, the picture is looked at twice.
/// </summary>
public sealed class HeadStarts(InferenceQueue queue, TimeProvider time)
{
    /// <summary>Anything that takes longer is not a head start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Returns at once.</summary>
    /// <param name="input">The input of a stored orchestration: one that is not stored would never hear of the answer.</param>
    public void Give(JobId id, JobInput input)
    {
        if (input is { StagedAbove: 0, Spec: { Video: null, BackgroundSource: null, Items: [{ Source: null }] } })
        {
            _ = SendAsync(DispatchItemInput.Of(id.ToString(), input, new ItemAttempt(0, 0)));
        }
    }

    private async Task SendAsync(DispatchItemInput item)
    {
        using var late = new CancellationTokenSource(Patience, time);
        try
        {
            await queue.SendAsync(item.Request, item.Deadline, late.Token);
        }
        catch (Exception)
        {
            // Whatever it was, the orchestration tries it again, and tells.
        }
    }
}
