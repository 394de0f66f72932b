using Microsoft.Azure.Functions.Worker;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Copies the final status to the job's row, which is written anew should the table have lost it.</summary>
public sealed class RecordOutcomeActivity(JobTable table)
{
    [Function(FunctionNames.RecordOutcome)]
    public Task RunAsync([ActivityTrigger] EndedJob job, CancellationToken cancellationToken)
    {
        var (id, spec, outcome) = job;
        var summary = new JobSummary(JobId.Parse(id), outcome.Status, spec.Items.Count, spec.Created, outcome.Finished, outcome.Error);
        return table.PutAsync(spec.Account, summary, cancellationToken);
    }
}
