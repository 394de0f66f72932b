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
    /// <param name="onClaimed">Called with the job's id when it has a row and a marker, before it starts.</param>
    public async Task<JobId> SubmitAsync(
        DurableTaskClient durable, JobSpec spec, JobAllowance allowance, Func<JobId, Task> onClaimed, CancellationToken cancellationToken) =>
        await SubmitAsync(durable, spec, allowance, await DrawAsync(durable, spec, cancellationToken), static _ => Task.CompletedTask, onClaimed, cancellationToken);

    /// <inheritdoc cref="SubmitAsync(DurableTaskClient, JobSpec, JobAllowance, Func{JobId, Task}, CancellationToken)"/>
    /// <param name="drawn">The first id to try, see <see cref="DrawAsync"/>.</param>
    /// <param name="onReserved">Called with the job's id while its row is written, and has ended before <paramref name="onClaimed"/> is called. If another id has to be drawn, both are called again.</param>
    /// <remarks>
    /// The ledger tells two requests of one account apart; instances are looked up too, since all accounts share the ids. The row follows the reservation, so that a refused job
    /// leaves nothing behind, and precedes everything else that is stored: whatever fails after it, retention finds the row and deletes the rest.
    /// </remarks>
    public async Task<JobId> SubmitAsync(
        DurableTaskClient durable,
        JobSpec spec,
        JobAllowance allowance,
        JobId drawn,
        Func<JobId, Task> onReserved,
        Func<JobId, Task> onClaimed,
        CancellationToken cancellationToken)
    {
        var id = drawn;
        for (var draw = 1; ; draw++)
        {
            var reservation = await ledger.ReserveAsync(spec.Account, id, spec.Terms.PriceOf(spec.Items.Count), allowance, cancellationToken);
            if (reservation.Outcome is ReservationOutcome.TokensSpent or ReservationOutcome.OpenJobsLimitReached)
            {
                throw new JobRefusedException(reservation);
            }

            if (reservation.Outcome == ReservationOutcome.Reserved)
            {
                var adding = AddRowAsync(id, spec, cancellationToken);
                await Task.WhenAll(adding, onReserved(id));
                var stagedAbove = reservation.IsStaged ? allowance.MaxRunning : 0;
                if (await adding && await TryStartAsync(durable, id, Tell(spec, reservation.Subscriptions), stagedAbove, onClaimed, cancellationToken))
                {
                    return id;
                }
            }

            id = draw < DrawLimit ? await DrawAsync(durable, spec, cancellationToken) : throw NoFreeId();
        }
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
    /// <param name="onClaimed">Called with the job's id when it has a row and a marker, before it starts.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if another account's job has taken the id: nothing of this one is left.</returns>
    public async Task<bool> TryResumeAsync(
        DurableTaskClient durable, JobId id, JobSpec spec, int maxRunning, Func<JobId, Task> onClaimed, CancellationToken cancellationToken)
    {
        var endpoints = await ledger.GetSubscriptionsAsync(spec.Account, cancellationToken);
        await AddRowAsync(id, spec, cancellationToken);
        return await TryStartAsync(durable, id, Tell(spec, endpoints), maxRunning, onClaimed, cancellationToken);
    }

    /// <summary>Starts a job that has a row. Its inputs are marked as used after that, since only jobs use uploads, and before the start.</summary>
    /// <param name="stagedAbove">See <see cref="JobInput"/>; above 0 if the job is staged, or may be.</param>
    /// <returns>False if another account's job has taken the id in the meantime: the row and the reservation are gone then.</returns>
    private async Task<bool> TryStartAsync(
        DurableTaskClient durable, JobId id, JobSpec spec, int stagedAbove, Func<JobId, Task> onClaimed, CancellationToken cancellationToken)
    {
        BlobReference[] inputs = [.. spec.Items.Select(item => item.Input), .. spec.Background is { } background ? (BlobReference[])[background] : []];
        var paths = new ResultPaths(spec.Account, id.ToString());
        await Task.WhenAll(
            uploads.MarkUsedAsync(inputs, cancellationToken),
            blobs.TryAddAsync(paths.PresenceMarker, BinaryData.Empty, "text/plain", cancellationToken));
        await onClaimed(id);

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
            if (await durable.GetInstanceAsync(id.ToString(), true, cancellationToken) is not { } instance)
            {
                throw;
            }

            if (IsOfAnother(instance, spec.Account))
            {
                await ledger.SettleAsync(spec.Account, id, 0, cancellationToken);
                await blobs.RemoveFolderAsync(paths.Job, cancellationToken);
                await table.RemoveAsync(spec.Account, id, cancellationToken);
                return false;
            }
        }

        logger.JobAccepted(id, spec.Items.Count);
        return true;
    }

    /// <returns>False if the account already has a job with this id.</returns>
    private Task<bool> AddRowAsync(JobId id, JobSpec spec, CancellationToken cancellationToken)
    {
        var row = new JobSummary(id, JobStatus.Queued, spec.Items.Count, spec.Created, spec.Created, null) { Api = spec.Terms.Api, IsVideo = spec.Video is not null };
        return table.TryAddAsync(spec.Account, row, cancellationToken);
    }

    /// <returns>Whether the account has started a job with this id.</returns>
    public static async Task<bool> HasStartedAsync(DurableTaskClient durable, string account, JobId id, CancellationToken cancellationToken) =>
        await durable.GetInstanceAsync(id.ToString(), true, cancellationToken) is { } instance && !IsOfAnother(instance, account);

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

    private static bool IsOfAnother(OrchestrationMetadata instance, string account) =>
        instance.SerializedInput is not null && instance.ReadInputAs<JobInput>() is { Spec: { } spec } && spec.Account != account;

    private static InvalidOperationException NoFreeId() => new($"{DrawLimit} job ids drawn in a row were taken.");

    private static VideoPace ToPace(VideoOptions options) => new(options.SegmentTime, options.RequestsAtOnce, options.VideosAtOnce);

    private static JobSpec Tell(JobSpec spec, IReadOnlyList<Subscription> endpoints) =>
        endpoints.Count == 0 ? spec : spec with { Subscriptions = [.. spec.Subscriptions ?? [], .. endpoints] };
}
