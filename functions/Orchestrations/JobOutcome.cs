using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Output of <see cref="JobOrchestrator"/>.</summary>
/// <param name="Status">Final.</param>
/// <param name="Items">One for each item of the spec, in its order.</param>
/// <param name="Finished">When the last item ended.</param>
public sealed record JobOutcome(JobStatus Status, IReadOnlyList<ItemOutcome> Items, DateTimeOffset Finished)
{
    /// <summary>A token a picture, and only successes use them.</summary>
    public int TokensUsed => Items.Count(item => item.Status == JobStatus.Completed);

    /// <summary>What the job as a whole has to say; null unless it failed.</summary>
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
