using SegFunctions.Queues;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Submission;

/// <summary>
/// Puts a job's only picture on the queue while its orchestration takes its first step, which puts it there again: the queue drops the second by its message id. So
/// a worker begins some milliseconds earlier, and whatever becomes of this, the job does not depend on it.
/// </summary>
public sealed class HeadStarts(InferenceQueue queue)
{
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
        try
        {
            await queue.SendAsync(item.Request, item.Deadline, CancellationToken.None);
        }
        catch (Exception)
        {
            // Whatever it was, the orchestration tries it again, and tells.
        }
    }
}
