using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Orchestrations;

namespace SegFunctions.Submission;

/// <summary>Reads an orchestration's state as a job.</summary>
internal static class JobReading
{
    /// <summary>How much older a row may be than its orchestration, which is started right after it.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(1);

    /// <param name="instance">Fetched with inputs and outputs.</param>
    /// <returns>Null if the instance is not a job.</returns>
    public static Job? Read(JobId id, OrchestrationMetadata instance)
    {
        if (instance.SerializedInput is null || instance.ReadInputAs<JobInput>() is not { Spec: { } spec } input)
        {
            return null;
        }

        var status = instance.SerializedCustomStatus is null ? null : instance.ReadCustomStatusAs<string>();
        var job = Read(id, input, status, instance);
        return job with { Events = EventsOf(job, JobProgress.DecodeEvents(status, spec.Items.Count, spec.Created)) };
    }

    /// <summary>Reads a row whose orchestration is not stored, or not yet.</summary>
    public static JobSummary ReadAlone(JobSummary row, DateTimeOffset now) => row.Status.IsTerminal() || now - row.Created < StartGrace ? row : row with
    {
        Status = JobStatus.Failed,
        Error = new JobError(JobErrorCode.NeverStarted, "The job was accepted, but its state is not stored. Submit it again."),
    };

    private static Job Read(JobId id, JobInput input, string? status, OrchestrationMetadata instance)
    {
        // The runtime status is checked first: the output of a failed instance may be plain text.
        if (instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed && instance.ReadOutputAs<JobOutcome>() is { } outcome)
        {
            return Ended(id, input.Spec, outcome);
        }

        var progress = JobProgress.Decode(status, input.Spec.Items.Count, input.StagedAbove > 0 ? JobStatus.Staged : JobStatus.Queued);
        return instance.IsCompleted
            ? Broken(id, input.Spec, progress, instance.LastUpdatedAt)
            : Open(id, input.Spec, progress, instance.LastUpdatedAt);
    }

    /// <summary>All events; the last one is derived from the end of the orchestration.</summary>
    private static IReadOnlyList<JobEvent> EventsOf(Job job, IReadOnlyList<JobEvent> told) => job.Status.IsTerminal()
        ? [.. told, new JobEvent(JobEvent.OfEnd(job.Status), DateTimeOffset.FromUnixTimeSeconds(job.Summary.Updated.ToUnixTimeSeconds()), [])]
        : told;

    private static Job Ended(JobId id, JobSpec spec, JobOutcome outcome)
    {
        var job = Create(id, spec, outcome.Status, outcome.Finished, outcome.Error, outcome.Items.Select(item => (item.Status, item.Error)));
        return job with { Summary = job.Summary with { Started = outcome.Started } };
    }

    private static Job Open(JobId id, JobSpec spec, IReadOnlyList<JobStatus> progress, DateTimeOffset updated)
    {
        // Every item may be terminal while the manifest is still being written; only then is the job done.
        var status = JobStatusRules.OfJob(progress) is var open && open.IsTerminal() ? JobStatus.Running : open;
        return Create(id, spec, status, updated, null, progress.Select(item => (item, (JobError?)null)));
    }

    private static Job Broken(JobId id, JobSpec spec, IReadOnlyList<JobStatus> progress, DateTimeOffset updated)
    {
        var error = new JobError(JobErrorCode.OrchestrationFailed, "The job ended because of a failure of the service. Submit it again.");
        return Create(
            id, spec, JobStatus.Failed, updated, error, progress.Select(item => item.IsTerminal() ? (item, null) : (JobStatus.Failed, error)));
    }

    private static Job Create(
        JobId id, JobSpec spec, JobStatus status, DateTimeOffset updated, JobError? error, IEnumerable<(JobStatus Status, JobError? Error)> items) => new(
        Summarize(new JobSummary(id, status, spec.Items.Count, spec.Created, updated, error) { IsVideo = spec.Video is not null }, spec.Terms),
        spec.Account,
        [.. spec.Items.Zip(items, (item, state) => new JobItemState(item.Name, state.Status, state.Error))])
        {
            Subscriptions = spec.Subscriptions ?? [],
            Metadata = spec.Metadata,
            RetryOf = spec.RetryOf,
        };

    private static JobSummary Summarize(JobSummary job, JobTerms terms) =>
        (job.Status.IsTerminal() ? job.WithLifetimes(terms) : job) with { Api = terms.Api };
}
