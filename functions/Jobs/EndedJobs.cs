
namespace SegFunctions.Jobs;

/// <summary>Records the terminal status of jobs in their rows.</summary>
public sealed class EndedJobs(JobTable table, ExpiryTable expiries, ILogger<EndedJobs> logger)
{
    /// <summary>Copies the status to the job's row, which is recreated if the table has lost it, and records when the job expires. May be repeated.</summary>
    public async Task RecordAsync(TerminalJob job, CancellationToken cancellationToken)
    {
        var (id, spec, outcome) = job;
        var summary = new JobSummary(JobId.Parse(id), outcome.Status, spec.Items.Count, spec.Created, outcome.Finished, outcome.Error).WithLifetimes(spec.Terms);
        var noting = summary.Expires is { } end ? expiries.AddAsync(new Expiry(spec.Account, summary.Id, end), cancellationToken) : Task.CompletedTask;
        var copying = table.PutAsync(spec.Account, summary with { Api = spec.Terms.Api, IsVideo = spec.Video is not null }, cancellationToken);
        await Task.WhenAll(noting, copying);
        logger.JobEnded(id, outcome.Status);
    }
}
