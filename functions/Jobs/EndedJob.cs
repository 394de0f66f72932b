namespace SegFunctions.Jobs;

/// <summary>Everything about a job that has ended, except its results.</summary>
public sealed record EndedJob(string JobId, JobSpec Spec, JobOutcome Outcome);
