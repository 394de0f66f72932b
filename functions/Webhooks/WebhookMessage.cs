using SegFunctions.Jobs;

namespace SegFunctions.Webhooks;

/// <summary>A message about one event of a job, before a dialect turns it into a body. Part of orchestrations' inputs, so it contains no secret.</summary>
/// <param name="Account">The job's owner.</param>
/// <param name="JobId">As <see cref="Jobs.JobId"/> spells it.</param>
/// <param name="Event">A single event.</param>
/// <param name="Sequence">Increases with each message about a job; numbers may be skipped.</param>
/// <param name="Time">When it happened, to the second.</param>
/// <param name="Status">The job's status at that time.</param>
/// <param name="ItemCount">At least 1.</param>
/// <param name="Items">With <see cref="WebhookEvents.ItemCompleted"/> and <see cref="WebhookEvents.ItemFailed"/>: the items that the event is about.</param>
/// <param name="Error">Why the job failed.</param>
/// <param name="Expires">With <see cref="WebhookEvents.ArchiveReady"/>: when the archive expires.</param>
/// <param name="Metadata">The client's own key-value pairs; null if there are none.</param>
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
    /// <summary>The message about one of a job's events.</summary>
    /// <param name="job">The job's current state.</param>
    /// <param name="sequence">The event's sequence number, from 1.</param>
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

    /// <summary>Truncates a time to the second, as messages do.</summary>
    public static DateTimeOffset ToSecond(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}

/// <summary>An item in a message.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Error">Present if it failed.</param>
public sealed record MessageItem(string Name, JobStatus Status, JobErrorCode? Error)
{
    public static MessageItem Of(string name, JobErrorCode? error) => new(name, error is null ? JobStatus.Completed : JobStatus.Failed, error);
}

/// <summary>Keeps messages about items below 20 kB. Pure functions, since orchestrators call them.</summary>
public static class MessageSize
{
    /// <summary>Maximum size of a body.</summary>
    public const int MaxBodyBytes = 20_000;

    /// <summary>Bytes of a body without its items and metadata: names, ids and addresses.</summary>
    private const int FixedBytes = 5_000;

    /// <summary>Bytes of an item besides its name, and of a pair besides its texts.</summary>
    private const int EntryBytes = 100;

    /// <summary>JSON escapes some characters as six bytes.</summary>
    private const int MostBytesOfLetter = 6;

    /// <returns>As many items from the front as fit; at least one.</returns>
    public static IReadOnlyList<MessageItem> TakeWhatFits(IEnumerable<MessageItem> items, IReadOnlyDictionary<string, string>? metadata)
    {
        var left = MaxBodyBytes - FixedBytes - (metadata?.Sum(pair => SizeOf(pair.Key) + SizeOf(pair.Value)) ?? 0);
        var fitting = new List<MessageItem>();
        foreach (var item in items)
        {
            left -= SizeOf(item.Name) + EntryBytes;
            if (left < 0 && fitting.Count > 0)
            {
                break;
            }

            fitting.Add(item);
        }

        return fitting;
    }

    private static int SizeOf(string text) => text.All(char.IsAsciiLetterOrDigit) ? text.Length + 2 : (MostBytesOfLetter * text.Length) + 2;
}
