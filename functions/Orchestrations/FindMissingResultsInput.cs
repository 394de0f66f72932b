using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <param name="Winners">The attempts whose results are to be looked for.</param>
public sealed record FindMissingResultsInput(string Account, string JobId, IReadOnlyList<ItemAttempt> Winners);
