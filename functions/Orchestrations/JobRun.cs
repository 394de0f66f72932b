using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>The progress of the job's items. Has neither clock nor queue: the orchestrator passes in events and carries out the consequences.</summary>
/// <param name="itemCount">At least 1.</param>
/// <param name="itemDeadline">How long one attempt may take.</param>
/// <param name="created">When the job was created.</param>
internal sealed class JobRun(int itemCount, TimeSpan itemDeadline, DateTimeOffset created)
{
    private static readonly JobError ResultsMissing = new(
        JobErrorCode.ResultsMissing, "The worker reported success, but its results are not stored. Submit the input again.");

    private readonly ItemRun[] _items = [.. Enumerable.Range(0, itemCount).Select(item => new ItemRun(item))];

    private DateTimeOffset? _started;

    /// <summary>Whether the job waits for its turn, with no item begun.</summary>
    public bool IsStaged { get; set; }

    /// <summary>In the spec's order.</summary>
    public IReadOnlyList<ItemRun> Items => _items;

    /// <summary>Whether a worker has taken any item.</summary>
    public bool HasBegun => _items.Any(item => item.Status is JobStatus.Running or JobStatus.Completed or JobStatus.Failed);

    public bool IsOpen => _items.Any(item => item.IsOpen);

    /// <summary>The earliest deadline of the open items; only while <see cref="IsOpen"/>.</summary>
    public DateTime NextDeadline => _items.Where(item => item.IsOpen).Min(item => item.Deadline);

    /// <summary>The statuses that the job reports for its items.</summary>
    public IEnumerable<JobStatus> Statuses => _items.Select(item => IsStaged ? JobStatus.Staged : item.Status);

    /// <summary>The winning attempts so far.</summary>
    public IReadOnlyList<ItemAttempt> Winners =>
        [.. _items.Where(item => item.Status == JobStatus.Completed).Select(item => item.Current)];

    /// <summary>The first attempt of every item; empty if the job was canceled before.</summary>
    public IReadOnlyList<ItemAttempt> FirstAttempts => [.. _items.Where(item => item.IsOpen).Select(item => item.Current)];

    public void Dispatch(IEnumerable<ItemAttempt> attempts, DateTime now)
    {
        foreach (var attempt in attempts)
        {
            _items[attempt.Item].Dispatch(now + itemDeadline);
        }
    }

    /// <summary>Whether this attempt is still to be made: its item is open and on this attempt.</summary>
    public bool IsWanted(ItemAttempt attempt) => _items[attempt.Item] is { IsOpen: true } item && item.Attempt == attempt.Attempt;

    /// <summary>Records the end of a video's orchestration; no effect on an item that has already ended.</summary>
    /// <param name="units">Frames processed.</param>
    public void End(ItemAttempt attempt, JobStatus status, JobError? error, int units)
    {
        if (IsWanted(attempt))
        {
            _items[attempt.Item].End(status, error, units);
        }
    }

    public void Fail(ItemAttempt attempt, JobError error) => _items[attempt.Item].Fail(error);

    public void FailDispatch(ItemAttempt attempt) => Fail(
        attempt, new JobError(JobErrorCode.DispatchFailed, "The request could not be put on the queue. Submit the input again."));

    /// <returns>The attempts to dispatch in place of those that failed.</returns>
    public IReadOnlyList<ItemAttempt> Apply(IEnumerable<InferenceUpdate> updates, DateTimeOffset now)
    {
        var again = new List<ItemAttempt>();
        foreach (var update in updates.Where(update => update.Item >= 0 && update.Item < _items.Length))
        {
            // A faulty worker may report any number.
            _started ??= now - TimeSpan.FromMilliseconds(Math.Clamp(update.WorkedMilliseconds ?? 0, 0, Math.Max(0, (now - created).TotalMilliseconds)));
            if (_items[update.Item].Apply(update))
            {
                again.Add(_items[update.Item].Current);
            }
        }

        return again;
    }

    /// <summary>Gives up every open attempt whose deadline has passed.</summary>
    /// <returns>The attempts to dispatch instead.</returns>
    public IReadOnlyList<ItemAttempt> Expire(DateTime now)
    {
        var error = new JobError(
            JobErrorCode.DeadlineExceeded,
            FormattableString.Invariant($"No worker finished it within {itemDeadline}, twice. Is one running?"));
        return [.. _items.Where(item => item.IsOpen && item.Deadline <= now && item.TryAgain(error)).Select(item => item.Current)];
    }

    /// <summary>Revokes the success of items whose result blobs are incomplete.</summary>
    /// <returns>The attempts to dispatch instead.</returns>
    public IReadOnlyList<ItemAttempt> Repeat(IEnumerable<int> missing) =>
        [.. missing.Select(item => _items[item]).Where(item => item.TryAgain(ResultsMissing)).Select(item => item.Current)];

    /// <summary>Like <see cref="Repeat"/>, for a canceled job, whose results nobody waits for: the items fail at once.</summary>
    public void GiveUp(IEnumerable<int> missing)
    {
        foreach (var item in missing)
        {
            _items[item].Fail(ResultsMissing);
        }
    }

    public void Cancel()
    {
        foreach (var item in _items.Where(item => item.IsOpen))
        {
            item.Cancel();
        }
    }

    /// <summary>Valid only when no item is open.</summary>
    public JobOutcome Outcome(DateTimeOffset finished) =>
        new(JobStatusRules.OfJob([.. _items.Select(item => item.Status)]), [.. _items.Select(item => item.Outcome)], finished) { Started = _started };
}
