namespace SegFunctions.Jobs;

/// <summary>Something that happened to a job. Its position among the job's events, from 1, is the sequence number of messages about it.</summary>
/// <param name="Event">A single event.</param>
/// <param name="Time">When it happened, to the second.</param>
/// <param name="Items">The items that <see cref="WebhookEvents.ItemCompleted"/> and <see cref="WebhookEvents.ItemFailed"/> are about; empty for other events.</param>
public sealed record JobEvent(WebhookEvents Event, DateTimeOffset Time, IReadOnlyList<JobEventItem> Items)
{
    /// <summary>The event for the end of a job.</summary>
    /// <param name="status">Terminal.</param>
    public static WebhookEvents OfEnd(JobStatus status) => status switch
    {
        JobStatus.Completed => WebhookEvents.JobCompleted,
        JobStatus.Failed => WebhookEvents.JobFailed,
        _ => WebhookEvents.JobCanceled,
    };
}

/// <summary>An item in an event.</summary>
/// <param name="Index">Index among the job's items, from 0.</param>
/// <param name="Error">Present if it failed.</param>
public sealed record JobEventItem(int Index, JobErrorCode? Error);
