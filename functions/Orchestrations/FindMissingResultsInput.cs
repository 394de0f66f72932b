using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <param name="Winners">The attempts whose results to check.</param>
public sealed record FindMissingResultsInput(string Account, string JobId, IReadOnlyList<ItemAttempt> Winners);
