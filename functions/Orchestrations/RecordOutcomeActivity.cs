using Microsoft.Azure.Functions.Worker;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Copies the terminal status to the job's row, for jobs of version 1.</summary>
public sealed class RecordOutcomeActivity(EndedJobs ended)
{
    [Function(FunctionNames.RecordOutcome)]
    public Task RunAsync([ActivityTrigger] TerminalJob job, CancellationToken cancellationToken) => ended.RecordAsync(job, cancellationToken);
}
