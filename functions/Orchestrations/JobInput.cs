using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Input of <see cref="JobOrchestrator"/>. It includes the settings, so that a replay sees the same ones.</summary>
/// <param name="ItemDeadline">How long one attempt at an item may take.</param>
public sealed record JobInput(JobSpec Spec, TimeSpan ItemDeadline);
