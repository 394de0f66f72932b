namespace SegFunctions.Jobs;

/// <summary>How a job ended: its orchestration's output.</summary>
/// <param name="Status">Terminal.</param>
/// <param name="Items">One for each item of the spec, in its order.</param>
/// <param name="Finished">When the last item ended.</param>
public sealed record JobOutcome(JobStatus Status, IReadOnlyList<ItemOutcome> Items, DateTimeOffset Finished)
{
    /// <summary>One token per picture that succeeded.</summary>
    public int TokensUsed => Items.Count(item => item.Status == JobStatus.Completed);

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
