namespace SegFunctions.Jobs;

/// <summary>Something that happened to a job. Its place among the job's events, from 1, is the sequence that messages about it have.</summary>
/// <param name="Event">One.</param>
/// <param name="Time">When, to the second.</param>
/// <param name="Items">The items that <see cref="WebhookEvents.ItemCompleted"/> and <see cref="WebhookEvents.ItemFailed"/> are about; empty for other events.</param>
public sealed record JobEvent(WebhookEvents Event, DateTimeOffset Time, IReadOnlyList<JobEventItem> Items)
{
    /// <summary>What the end of a job is called.</summary>
    /// <param name="status">Terminal.</param>
    public static WebhookEvents OfEnd(JobStatus status) => status switch
    {
        JobStatus.Completed => WebhookEvents.JobCompleted,
        JobStatus.Failed => WebhookEvents.JobFailed,
        _ => WebhookEvents.JobCanceled,
    };
}

/// <summary>An item in an event.</summary>
/// <param name="Index">Its place among the job's items.</param>
/// <param name="Error">Present if it failed.</param>
public sealed record JobEventItem(int Index, JobErrorCode? Error);
