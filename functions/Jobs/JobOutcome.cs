using System.Text.Json.Serialization;

namespace SegFunctions.Jobs;

/// <summary>How a job ended: its orchestration's output.</summary>
/// <param name="Status">Terminal.</param>
/// <param name="Items">One for each item of the spec, in its order.</param>
/// <param name="Finished">When the last item ended.</param>
public sealed record JobOutcome(JobStatus Status, IReadOnlyList<ItemOutcome> Items, DateTimeOffset Finished)
{
    /// <summary>When a worker took the first item; null if that never happened.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>Number of pictures that succeeded, or of frames processed in videos that succeeded.</summary>
    public int Units => Items.Where(item => item.Status == JobStatus.Completed).Sum(item => item.Units);

    /// <summary>The successful attempt of each completed item.</summary>
    [JsonIgnore]
    public IReadOnlyList<ItemAttempt> Winners =>
        [.. Items.Index().Where(entry => entry.Item.Status == JobStatus.Completed).Select(entry => new ItemAttempt(entry.Index, entry.Item.Attempt))];

    /// <summary>The job's own error; null unless it failed.</summary>
    public JobError? Error
    {
        get
        {
            var first = Items.FirstOrDefault(item => item.Error is not null)?.Error;
            return Status != JobStatus.Failed || first is null ? null
                : Items.Count == 1 ? first
                : JobError.Of(first.Code, $"All {Items.Count} inputs failed. The first: {first.Message}");
        }
    }
}

/// <summary>How an item ended.</summary>
/// <param name="Status">Terminal.</param>
/// <param name="Attempt">The winner if the item completed, otherwise the last attempt.</param>
/// <param name="Error">Present if the item failed.</param>
/// <param name="Units">Units charged if it completed: 1 for a picture, the number of frames processed for a video.</param>
public sealed record ItemOutcome(JobStatus Status, int Attempt, JobError? Error, int Units = 1);

/// <summary>One attempt at one item.</summary>
/// <param name="Item">Index in the job, from 0.</param>
/// <param name="Attempt">0, or 1 for the re-dispatch.</param>
public sealed record ItemAttempt(int Item, int Attempt)
{
    /// <summary>The instance of a video's orchestration, which waits for the updates of this attempt.</summary>
    public string VideoInstanceOf(string jobId) => FormattableString.Invariant($"video-{jobId}-{Item}-{Attempt}");
}

/// <summary>Everything about an ended job, except its results.</summary>
public sealed record TerminalJob(string JobId, JobSpec Spec, JobOutcome Outcome);
