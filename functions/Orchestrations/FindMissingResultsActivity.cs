using Microsoft.Azure.Functions.Worker;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Orchestrations;

/// <summary>Checks that every blob named in the winners' documents is stored, for jobs of version 1.</summary>
public sealed class FindMissingResultsActivity(ResultStore results)
{
    [Function(FunctionNames.FindMissingResults)]
    public Task<int[]> RunAsync([ActivityTrigger] FindMissingResultsInput input, CancellationToken cancellationToken) =>
        results.FindIncompleteAsync(new ResultPaths(input.Account, input.JobId), input.Winners, input.AreVideos, cancellationToken);
}

/// <param name="Winners">The attempts whose results to check.</param>
/// <param name="AreVideos">Whether the job's items are videos.</param>
public sealed record FindMissingResultsInput(string Account, string JobId, IReadOnlyList<ItemAttempt> Winners, bool AreVideos = false);
