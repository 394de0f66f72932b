namespace SegFunctions.Jobs;

/// <summary>Everything about an ended job, except its results.</summary>
public sealed record EndedJob(string JobId, JobSpec Spec, JobOutcome Outcome);
