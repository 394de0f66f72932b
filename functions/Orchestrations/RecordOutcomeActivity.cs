using Microsoft.Azure.Functions.Worker;
using SegFunctions.Jobs;
using SegFunctions.Telemetry;

namespace SegFunctions.Orchestrations;

/// <summary>Copies the terminal status to the job's row, which is recreated if the table has lost it, and notes when the job is to go.</summary>
public sealed class RecordOutcomeActivity(JobTable table, ExpiryTable expiries, ILogger<RecordOutcomeActivity> logger)
{
    [Function(FunctionNames.RecordOutcome)]
    public async Task RunAsync([ActivityTrigger] TerminalJob job, CancellationToken cancellationToken)
    {
        var (id, spec, outcome) = job;
        var summary = new JobSummary(JobId.Parse(id), outcome.Status, spec.Items.Count, spec.Created, outcome.Finished, outcome.Error).WithLifetimes(spec.Terms);
        if (summary.Expires is { } end)
        {
            await expiries.AddAsync(new Expiry(spec.Account, summary.Id, end), cancellationToken);
        }

        await table.PutAsync(spec.Account, summary with { Api = spec.Terms.Api, IsVideo = spec.Video is not null }, cancellationToken);
        logger.JobEnded(id, outcome.Status);
    }
}
