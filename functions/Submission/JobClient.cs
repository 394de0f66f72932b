using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Orchestrations;
using SegFunctions.Orchestrations.Videos;
using SegFunctions.Telemetry;

namespace SegFunctions.Submission;

/// <summary>Submits jobs and reads their state, which is their orchestration's; the table is only for listing.</summary>
/// <remarks>The durable client is passed to each call, because the Functions worker hands it to trigger methods only.</remarks>
public sealed class JobClient(
    JobTable table,
    AccountLedger ledger,
    UploadStore uploads,
    IOptions<JobOptions> limits,
    IOptions<VideoOptions> videos,
    TimeProvider time,
    Random chance,
    ILogger<JobClient> logger)
{
    /// <summary>How much older a row may be than its orchestration, which is started right after it.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromMinutes(1);

    private static readonly DateTimeOffset LastCreated = new JobId(JobId.MaxValue).Created;

    private const int DrawLimit = 8;
    private const int ParallelReads = 8;

    /// <summary>How many rows a filtered list reads for one page; the rest is on the next.</summary>
    private const int MaxRowsLookedAt = 1000;
    private const int RowsOfFilteredPage = 100;

    /// <param name="spec">Without faults by <see cref="JobValidation"/>.</param>
    /// <param name="allowance">How many jobs the account may have.</param>
    /// <exception cref="JobRefusedException">The account may not; nothing is stored.</exception>
    public Task<JobId> SubmitAsync(DurableTaskClient durable, JobSpec spec, JobAllowance allowance, CancellationToken cancellationToken) =>
        SubmitAsync(durable, spec, allowance, static _ => Task.CompletedTask, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(DurableTaskClient, JobSpec, JobAllowance, CancellationToken)"/>
    /// <param name="onClaimed">Called with the job's id before the job starts.</param>
    public async Task<JobId> SubmitAsync(
        DurableTaskClient durable, JobSpec spec, JobAllowance allowance, Func<JobId, Task> onClaimed, CancellationToken cancellationToken)
    {
        var (id, reservation) = await ClaimIdAsync(durable, spec, allowance, cancellationToken);
        await onClaimed(id);
        await StartAsync(durable, id, Tell(spec, reservation.Subscriptions), reservation.IsStaged ? allowance.MaxRunning : 0, cancellationToken);
        return id;
    }

    /// <summary>Goes on where a submission broke off after its job had an id, its tokens and a row. A job that has started meanwhile goes on.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="id">Of the job.</param>
    /// <param name="spec">Of the job.</param>
    /// <param name="maxRunning">The account's, since it is not known whether the job is staged.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task ResumeAsync(DurableTaskClient durable, JobId id, JobSpec spec, int maxRunning, CancellationToken cancellationToken)
    {
        var endpoints = await ledger.GetSubscriptionsAsync(spec.Account, cancellationToken);
        await StartAsync(durable, id, Tell(spec, endpoints), maxRunning, cancellationToken);
    }

    /// <param name="stagedAbove">See <see cref="JobInput"/>; more than 0 where it is not known whether the job is staged.</param>
    private async Task StartAsync(DurableTaskClient durable, JobId id, JobSpec spec, int stagedAbove, CancellationToken cancellationToken)
    {
        var input = new JobInput(spec, limits.Value.ItemDeadline, stagedAbove, spec.Video is null ? null : ToPace(videos.Value));
        await uploads.MarkUsedAsync([.. spec.Items.Select(item => item.Input), .. spec.Background is { } background ? (BlobReference[])[background] : []], cancellationToken);
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.RunJob, input, new StartOrchestrationOptions(id.ToString()), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Each backend refuses a taken id with an exception type of its own, and a response may have been lost, so the instance is looked up.
            if (await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is null)
            {
                throw;
            }
        }

        logger.JobAccepted(id, spec.Items.Count);
    }

    /// <returns>Null when the account has no such job, or no longer.</returns>
    public async Task<Job?> FindAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken)
    {
        if (await durable.GetInstanceAsync(id.ToString(), true, cancellationToken) is { } instance)
        {
            var job = JobReading.Read(id, instance);
            return job is null || job.Account != account || job.Summary.HasExpired(time.GetUtcNow()) ? null
                : job.Summary.IsVideo ? await VideoReading.WithProgressAsync(durable, job, cancellationToken)
                : job;
        }

        return await table.FindAsync(account, id, cancellationToken) is { } row && !row.HasExpired(time.GetUtcNow())
            ? new Job(WithoutInstance(row), account, [])
            : null;
    }

    /// <returns>What was asked for; null when the account has no such job, or its orchestration is no longer stored.</returns>
    public static async Task<JobSpec?> FindSpecAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(id.ToString(), true, cancellationToken) is { SerializedInput: not null } instance
            && instance.ReadInputAs<JobInput>() is { Spec: { } spec } && spec.Account == account ? spec : null;

    /// <param name="after">Only older jobs than this one; null for the newest.</param>
    /// <param name="limit">1–100.</param>
    /// <returns>With a filter a page may have fewer jobs than the limit, even none, and still be followed by another.</returns>
    public async Task<JobPage> ListAsync(
        DurableTaskClient durable, string account, JobFilter filter, JobId? after, int limit, CancellationToken cancellationToken)
    {
        if (filter.Id is { } id)
        {
            var job = await FindAsync(durable, account, id, cancellationToken);
            return new JobPage(job is not null && filter.Matches(job.Summary) && (after is null || id < after) ? [job.Summary] : [], null);
        }

        var rows = filter == JobFilter.None ? limit : RowsOfFilteredPage;
        var found = new List<JobSummary>(limit);
        var next = after;
        for (var lookedAt = 0; lookedAt < MaxRowsLookedAt;)
        {
            var page = await table.ListAsync(account, next, rows, cancellationToken);
            foreach (var job in await ReadThroughAsync(durable, page.Jobs, cancellationToken))
            {
                if (found.Count == limit)
                {
                    return new JobPage(found, found[^1].Id);
                }

                if (filter.Matches(job) && !job.HasExpired(time.GetUtcNow()))
                {
                    found.Add(job);
                }
            }

            next = page.Next;
            lookedAt += page.Jobs.Count;
            if (next is null || found.Count == limit)
            {
                break;
            }
        }

        return new JobPage(found, next);
    }

    /// <summary>An API's own jobs, newest first.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="account">Their owner.</param>
    /// <param name="query">Which of them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The jobs of the query's window, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<Job> Jobs, int Count)> ListOfApiAsync(
        DurableTaskClient durable, string account, ApiJobsQuery query, CancellationToken cancellationToken)
    {
        var (from, until) = (IdAt(query.From), IdAt(query.Until));
        var window = new List<JobId>(query.Take);
        var count = 0;
        await foreach (var row in table.ListOfApiAsync(account, query.Api, from, until, cancellationToken))
        {
            if (row.HasExpired(time.GetUtcNow()))
            {
                continue;
            }

            if (count >= query.Skip && window.Count < query.Take)
            {
                window.Add(row.Id);
            }

            count++;
        }

        return (await FindAllAsync(durable, account, window, cancellationToken), count);
    }

    /// <summary>The account's jobs that have not ended, through whichever API they came, oldest first.</summary>
    public async Task<IReadOnlyList<Job>> ListOpenAsync(DurableTaskClient durable, string account, CancellationToken cancellationToken)
    {
        var open = await ledger.ListOpenAsync(account, cancellationToken).ToListAsync(cancellationToken);
        return [.. (await FindAllAsync(durable, account, open, cancellationToken)).Where(job => !job.Status.IsTerminal())];
    }

    /// <summary>The first id of a time, or of the nearest that ids have.</summary>
    private static JobId? IdAt(DateTimeOffset? moment) => moment switch
    {
        null => null,
        { } known when known <= JobId.Epoch => new JobId(0),
        { } known when known >= LastCreated => new JobId(JobId.MaxValue),
        { } known => JobId.At(known, 0),
    };

    private async Task<IReadOnlyList<Job>> FindAllAsync(
        DurableTaskClient durable, string account, List<JobId> ids, CancellationToken cancellationToken)
    {
        var jobs = new Job?[ids.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, jobs.Length, options, async (i, token) => jobs[i] = await FindAsync(durable, account, ids[i], token));
        return [.. jobs.OfType<Job>()];
    }

    /// <remarks>
    /// The ledger distinguishes two requests of one account; the instance is looked up too, since accounts share its ids. The row comes
    /// last, so that a refused job leaves nothing behind.
    /// </remarks>
    private async Task<(JobId Id, Reservation Reservation)> ClaimIdAsync(
        DurableTaskClient durable, JobSpec spec, JobAllowance allowance, CancellationToken cancellationToken)
    {
        for (var draw = 0; draw < DrawLimit; draw++)
        {
            var id = JobId.At(spec.Created, chance.Next());
            if (await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is not null)
            {
                continue;
            }

            var reservation = await ledger.ReserveAsync(spec.Account, id, spec.Terms.PriceOf(spec.Items.Count), allowance, cancellationToken);
            if (reservation.Outcome is ReservationOutcome.TokensSpent or ReservationOutcome.OpenJobsLimitReached)
            {
                throw new JobRefusedException(reservation);
            }

            var row = new JobSummary(id, JobStatus.Queued, spec.Items.Count, spec.Created, spec.Created, null) { Api = spec.Terms.Api, IsVideo = spec.Video is not null };
            if (reservation.Outcome == ReservationOutcome.Reserved && await table.TryAddAsync(spec.Account, row, cancellationToken))
            {
                return (id, reservation);
            }
        }

        throw new InvalidOperationException($"{DrawLimit} job ids drawn in a row were taken.");
    }

    private static VideoPace ToPace(VideoOptions options) => new(options.SegmentTime, options.RequestsAtOnce, options.VideosAtOnce);

    private static JobSpec Tell(JobSpec spec, IReadOnlyList<Subscription> endpoints) =>
        endpoints.Count == 0 ? spec : spec with { Subscriptions = [.. spec.Subscriptions ?? [], .. endpoints] };

    private async Task<IReadOnlyList<JobSummary>> ReadThroughAsync(
        DurableTaskClient durable, IReadOnlyList<JobSummary> rows, CancellationToken cancellationToken)
    {
        var jobs = rows.ToArray();
        var open = Enumerable.Range(0, jobs.Length).Where(i => !jobs[i].Status.IsTerminal());
        var options = new ParallelOptions { MaxDegreeOfParallelism = ParallelReads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, options, async (i, token) => jobs[i] = await ReadThroughAsync(durable, jobs[i], token));
        return jobs;
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

    private JobSummary WithoutInstance(JobSummary row) => row.Status.IsTerminal() || time.GetUtcNow() - row.Created < StartGrace ? row : row with
    {
        Status = JobStatus.Failed,
        Error = new JobError(JobErrorCode.NeverStarted, "The job was accepted, but its state is not stored. Submit it again."),
    };
}

/// <summary>Which of an API's own jobs a list contains.</summary>
/// <param name="Api">See <see cref="JobTerms.Api"/>.</param>
/// <param name="From">When the oldest was created; null for no bound.</param>
/// <param name="Until">When the newest was created, not included; null for no bound.</param>
/// <param name="Skip">So many of the newest are left out.</param>
/// <param name="Take">At most so many after them.</param>
public sealed record ApiJobsQuery(string Api, DateTimeOffset? From, DateTimeOffset? Until, int Skip, int Take);
