using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Orchestrations;
using SegFunctions.Telemetry;

namespace SegFunctions.Jobs;

/// <summary>Submits jobs and says how they stand. A job's state is its orchestration's; the table only lists.</summary>
/// <remarks>The durable client comes with each call, because the Functions worker hands it to trigger methods only.</remarks>
public sealed class JobClient(JobTable table, IOptions<JobLimits> limits, TimeProvider time, ILogger<JobClient> logger)
{
    /// <summary>A row may be this much older than its orchestration, which is started right after it.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(1);

    private const int DrawLimit = 8;
    private const int ParallelReads = 8;

    /// <param name="spec">Without faults by <see cref="JobValidation"/>.</param>
    public async Task<JobId> SubmitAsync(DurableTaskClient durable, JobSpec spec, CancellationToken cancellationToken)
    {
        var id = await ClaimIdAsync(durable, spec, cancellationToken);
        await durable.ScheduleNewOrchestrationInstanceAsync(
            FunctionNames.RunJob,
            new JobInput(spec, limits.Value.ItemDeadline),
            new StartOrchestrationOptions(id.ToString()),
            cancellationToken);
        logger.JobAccepted(id, spec.Items.Count);
        return id;
    }

    /// <returns>Null when the account has no such job.</returns>
    public async Task<Job?> FindAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken)
    {
        if (await durable.GetInstanceAsync(id.ToString(), true, cancellationToken) is { } instance)
        {
            return JobReading.Read(id, instance) is { } job && job.Account == account ? job : null;
        }

        return await table.FindAsync(account, id, cancellationToken) is { } row ? new Job(WithoutInstance(row), account, []) : null;
    }

    /// <param name="after">Only older jobs than this one; null for the newest.</param>
    /// <param name="limit">At least 1.</param>
    public async Task<JobPage> ListAsync(DurableTaskClient durable, string account, JobId? after, int limit, CancellationToken cancellationToken)
    {
        var page = await table.ListAsync(account, after, limit, cancellationToken);
        var jobs = page.Jobs.ToArray();
        var open = Enumerable.Range(0, jobs.Length).Where(i => !jobs[i].Status.IsFinal());
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, options, async (i, token) => jobs[i] = await ReadThroughAsync(durable, jobs[i], token));
        return page with { Jobs = jobs };
    }

    /// <remarks>The row keeps two requests of one account apart; the instance is asked for too, since accounts share its ids.</remarks>
    private async Task<JobId> ClaimIdAsync(DurableTaskClient durable, JobSpec spec, CancellationToken cancellationToken)
    {
        for (var draw = 0; draw < DrawLimit; draw++)
        {
            var id = JobId.At(spec.Created, Random.Shared.Next());
            var row = new JobSummary(id, JobStatus.Queued, spec.Items.Count, spec.Created, spec.Created, null);
            if (await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is null
                && await table.TryAddAsync(spec.Account, row, cancellationToken))
            {
                return id;
            }
        }

        throw new InvalidOperationException($"{DrawLimit} job ids drawn in a row were taken.");
    }

    private async Task<JobSummary> ReadThroughAsync(DurableTaskClient durable, JobSummary row, CancellationToken cancellationToken)
    {
        var instance = await durable.GetInstanceAsync(row.Id.ToString(), true, cancellationToken);
        if (instance is not null)
        {
            return JobReading.Read(row.Id, instance)?.Summary ?? row;
        }

        return WithoutInstance(row);
    }

    private JobSummary WithoutInstance(JobSummary row) => row.Status.IsFinal() || time.GetUtcNow() - row.Created < StartGrace ? row : row with
    {
        Status = JobStatus.Failed,
        Error = new JobError(JobErrorCode.NeverStarted, "The job was accepted, but its state is not stored. Submit it again."),
    };
}
