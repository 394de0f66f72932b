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
using SegFunctions.Results;
using SegFunctions.Storage;

namespace SegFunctions.Submission;

/// <summary>Submits jobs and reads their state from their orchestrations.</summary>
/// <remarks>The durable client is passed to each call, because the Functions worker hands it to trigger methods only.</remarks>
public sealed class JobClient(
    JobTable table,
    AccountLedger ledger,
    UploadStore uploads,
    BlobStore blobs,
    HeadStarts headStarts,
    IOptions<JobOptions> limits,
    IOptions<VideoOptions> videos,
    TimeProvider time,
    Random chance,
    ILogger<JobClient> logger)
{
    private const int DrawLimit = 8;

    /// <param name="spec">Has passed <see cref="JobValidation"/>.</param>
    /// <param name="allowance">How many jobs the account may have.</param>
    /// <exception cref="JobRefusedException">The account's limits do not allow the job; nothing is stored.</exception>
    public Task<JobId> SubmitAsync(DurableTaskClient durable, JobSpec spec, JobAllowance allowance, CancellationToken cancellationToken) =>
        SubmitAsync(durable, spec, allowance, static _ => Task.CompletedTask, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(DurableTaskClient, JobSpec, JobAllowance, CancellationToken)"/>
    /// <param name="onClaimed">Called with the job's id before the job starts.</param>
    public Task<JobId> SubmitAsync(
        DurableTaskClient durable, JobSpec spec, JobAllowance allowance, Func<JobId, Task> onClaimed, CancellationToken cancellationToken) =>
        SubmitAsync(durable, spec, allowance, DrawAsync(durable, spec, cancellationToken), onClaimed, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(DurableTaskClient, JobSpec, JobAllowance, Func{JobId, Task}, CancellationToken)"/>
    /// <param name="drawn">The first id to try, see <see cref="DrawAsync"/>.</param>
    /// <remarks>
    /// The ledger tells two requests of one account apart; instances are looked up too, since all accounts share the ids. The row follows the reservation, so that a refused job
    /// leaves nothing behind.
    /// </remarks>
    public async Task<JobId> SubmitAsync(
        DurableTaskClient durable, JobSpec spec, JobAllowance allowance, Task<JobId> drawn, Func<JobId, Task> onClaimed, CancellationToken cancellationToken)
    {
        for (var draw = 0; draw < DrawLimit; draw++)
        {
            var id = await (draw == 0 ? drawn : DrawAsync(durable, spec, cancellationToken));
            var reservation = await ledger.ReserveAsync(spec.Account, id, spec.Terms.PriceOf(spec.Items.Count), allowance, cancellationToken);
            if (reservation.Outcome is ReservationOutcome.TokensSpent or ReservationOutcome.OpenJobsLimitReached)
            {
                throw new JobRefusedException(reservation);
            }

            if (reservation.Outcome != ReservationOutcome.Reserved)
            {
                continue;
            }

            // If one of these fails, retention deletes what the others have written.
            var adding = AddAsync(id, spec, cancellationToken);
            await Task.WhenAll(adding, onClaimed(id));
            if (await adding)
            {
                await MarkInputsAsync(spec, cancellationToken);
                await StartAsync(durable, id, Tell(spec, reservation.Subscriptions), reservation.IsStaged ? allowance.MaxRunning : 0, cancellationToken);
                return id;
            }
        }

        throw NoFreeId();
    }

    /// <summary>Draws an id that no job has. It may be drawn before it is known whether the job will be submitted.</summary>
    public async Task<JobId> DrawAsync(DurableTaskClient durable, JobSpec spec, CancellationToken cancellationToken)
    {
        for (var draw = 0; draw < DrawLimit; draw++)
        {
            var id = JobId.At(spec.Created, chance.Next());
            if (await durable.GetInstanceAsync(id.ToString(), false, cancellationToken) is null)
            {
                return id;
            }
        }

        throw NoFreeId();
    }

    /// <summary>Resumes a submission that was interrupted after its job had received an id and its tokens. A job that has started meanwhile is left alone.</summary>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="id">The job's id.</param>
    /// <param name="spec">The job's spec.</param>
    /// <param name="maxRunning">The account's maximum of running jobs; needed since it is not known whether the job is staged.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task ResumeAsync(DurableTaskClient durable, JobId id, JobSpec spec, int maxRunning, CancellationToken cancellationToken)
    {
        var endpoints = await ledger.GetSubscriptionsAsync(spec.Account, cancellationToken);
        await AddAsync(id, spec, cancellationToken);
        await MarkInputsAsync(spec, cancellationToken);
        await StartAsync(durable, id, Tell(spec, endpoints), maxRunning, cancellationToken);
    }

    /// <param name="stagedAbove">See <see cref="JobInput"/>; above 0 if the job is staged, or may be.</param>
    private async Task StartAsync(DurableTaskClient durable, JobId id, JobSpec spec, int stagedAbove, CancellationToken cancellationToken)
    {
        var pace = spec.Video is null ? null : ToPace(videos.Value);
        var input = new JobInput(spec with { IsMarked = true }, limits.Value.ItemDeadline, stagedAbove, pace, JobInput.CurrentVersion);
        try
        {
            await durable.ScheduleNewOrchestrationInstanceAsync(
                FunctionNames.RunJob, input, new StartOrchestrationOptions(id.ToString()), cancellationToken);
            headStarts.Give(id, input);
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

    /// <summary>Adds the job's row and its presence marker.</summary>
    /// <returns>False if the account already has a job with this id.</returns>
    private async Task<bool> AddAsync(JobId id, JobSpec spec, CancellationToken cancellationToken)
    {
        var row = new JobSummary(id, JobStatus.Queued, spec.Items.Count, spec.Created, spec.Created, null) { Api = spec.Terms.Api, IsVideo = spec.Video is not null };
        var adding = table.TryAddAsync(spec.Account, row, cancellationToken);
        await Task.WhenAll(adding, blobs.TryAddAsync(new ResultPaths(spec.Account, id.ToString()).PresenceMarker, BinaryData.Empty, "text/plain", cancellationToken));
        return await adding;
    }

    /// <summary>Marks the job's inputs as used. This must succeed before the job starts, and follows its row, since only jobs use uploads.</summary>
    private Task MarkInputsAsync(JobSpec spec, CancellationToken cancellationToken) => uploads.MarkUsedAsync(
        [.. spec.Items.Select(item => item.Input), .. spec.Background is { } background ? (BlobReference[])[background] : []], cancellationToken);

    /// <returns>Null if the account has no such job, or it has expired.</returns>
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
            ? new Job(JobReading.ReadAlone(row, time.GetUtcNow()), account, [])
            : null;
    }

    /// <returns>The job's spec; null if the account has no such job, or its orchestration is no longer stored.</returns>
    public static async Task<JobSpec?> FindSpecAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(id.ToString(), true, cancellationToken) is { SerializedInput: not null } instance
            && instance.ReadInputAs<JobInput>() is { Spec: { } spec } && spec.Account == account ? spec : null;

    private static InvalidOperationException NoFreeId() => new($"{DrawLimit} job ids drawn in a row were taken.");

    private static VideoPace ToPace(VideoOptions options) => new(options.SegmentTime, options.RequestsAtOnce, options.VideosAtOnce);

    private static JobSpec Tell(JobSpec spec, IReadOnlyList<Subscription> endpoints) =>
        endpoints.Count == 0 ? spec : spec with { Subscriptions = [.. spec.Subscriptions ?? [], .. endpoints] };
}
