using SegFunctions.Jobs;

namespace SegFunctions.Webhooks;

/// <summary>One event of a job, before it is put into a receiver's words. Part of orchestrations' inputs, so it holds no secret.</summary>
/// <param name="Account">The job's owner.</param>
/// <param name="JobId">As <see cref="Jobs.JobId"/> spells it.</param>
/// <param name="Event">One.</param>
/// <param name="Sequence">Grows with each message of a job; numbers may be left out.</param>
/// <param name="Time">When it happened, to the second.</param>
/// <param name="Status">The job's at that time.</param>
/// <param name="ItemCount">At least 1.</param>
/// <param name="Items">Items that <see cref="WebhookEvents.ItemCompleted"/> and <see cref="WebhookEvents.ItemFailed"/> tell of.</param>
/// <param name="Error">Why the job failed.</param>
/// <param name="Expires">With <see cref="WebhookEvents.ArchiveReady"/>: when the archive expires.</param>
/// <param name="Metadata">The client's own pairs; null when there are none.</param>
public sealed record WebhookMessage(
    string Account,
    string JobId,
    WebhookEvents Event,
    long Sequence,
    DateTimeOffset Time,
    JobStatus Status,
    int ItemCount,
    IReadOnlyList<MessageItem>? Items = null,
    JobError? Error = null,
    DateTimeOffset? Expires = null,
    IReadOnlyDictionary<string, string>? Metadata = null)
{
    /// <summary>What a job's receivers are told of one of its events.</summary>
    /// <param name="job">As it is.</param>
    /// <param name="sequence">Sequence number of one of its events.</param>
    public static WebhookMessage Of(Job job, int sequence)
    {
        var happened = job.Events[sequence - 1];
        var isEnd = happened.Event is WebhookEvents.JobCompleted or WebhookEvents.JobFailed or WebhookEvents.JobCanceled;
        return new WebhookMessage(
            job.Account,
            job.Id.ToString(),
            happened.Event,
            sequence,
            happened.Time,
            isEnd ? job.Status : JobStatus.Running,
            job.Summary.ItemCount,
            happened.Items.Count == 0 ? null : [.. happened.Items.Select(item => MessageItem.Of(job.Items[item.Index].Name, item.Error))],
            isEnd ? job.Summary.Error : null,
            Metadata: job.Metadata);
    }

    /// <summary>To the second, as messages have it.</summary>
    public static DateTimeOffset ToSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

/// <summary>An item in a message.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Error">Present if it failed.</param>
public sealed record MessageItem(string Name, JobStatus Status, JobErrorCode? Error)
{
    public static MessageItem Of(string name, JobErrorCode? error) => new(name, error is null ? JobStatus.Completed : JobStatus.Failed, error);
}
