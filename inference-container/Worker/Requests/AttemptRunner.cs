using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference;
using SegFunctions.Inference.Pictures;
using SegFunctions.Worker.Blobs;
using SegFunctions.Worker.Loading;
using SegFunctions.Worker.Video;

namespace SegFunctions.Worker.Requests;

/// <summary>Processes one request and reports its outcome.</summary>
internal sealed class AttemptRunner(
    InputReader inputs,
    PictureDecoder decoder,
    JobNetworks networks,
    ResultWriter results,
    VideoSteps videos,
    CancelMarkers cancelMarkers,
    DeletedJobs deletedJobs,
    UpdateSender updates,
    TimeProvider time,
    ILogger<AttemptRunner> logger)
{
    /// <summary>
    /// An attempt that ends sooner is not reported as started: that would take the app as long as its end does, on a small machine from the networks' time.
    /// </summary>
    private static readonly TimeSpan UntilTold = TimeSpan.FromSeconds(1);

    private static readonly InferenceError Unmarked = new(InferenceErrorCode.JobUnmarked, "The storage has lost track of the job. Submit the input again.");

    /// <summary>Returns when the last update is sent. Throws faults that a redelivery may resolve: those of storage, the queue or an installation.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="isFresh">
    /// Whether the job has only just put the request on the queue. A first attempt then begins without asking whether the job is canceled or deleted, which the watch does a second later, and the
    /// end does for a deleted job.
    /// </param>
    /// <param name="cancellationToken">Ends the work without an update.</param>
    public async Task RunAsync(InferenceRequest request, bool isFresh, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var watch = cancelMarkers.Watch(request, cancellationToken);
        var markers = isFresh && request is { Attempt: 0, Video: null } ? Task.FromResult(Markers.OfOpenJob) : ReadMarkersAsync(request, cancellationToken);
        // Few jobs are deleted or canceled, so the picture is read and decoded while that is checked; no network runs, and nothing is stored or reported before.
        var looking = request.Video is null ? LookAsync(request, EnsureWantedAsync(markers), watch.Token) : null;
        try
        {
            await RunAsync(request, markers, looking, started, watch, cancellationToken);
        }
        finally
        {
            await watch.DisposeAsync();
            if (looking is not null)
            {
                await ((Task)looking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                (looking.IsCompletedSuccessfully ? await looking : null)?.Dispose();
            }
        }
    }

    /// <param name="looking">Null for a video.</param>
    private async Task RunAsync(
        InferenceRequest request, Task<Markers> markers, Task<SegmentationResult>? looking, long started, CancelWatch watch, CancellationToken cancellationToken)
    {
        var (isDeleted, isCanceled) = await markers;
        if (isDeleted || isCanceled)
        {
            await watch.StopAsync();
        }

        if (isDeleted)
        {
            await ReportUnmarkedAsync(request, cancellationToken);
            return;
        }

        try
        {
            await (isCanceled
                ? updates.SendAsync(InferenceUpdate.For(request, InferenceState.Canceled), cancellationToken)
                : AnswerAsync(request, looking, started, watch, cancellationToken));
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Any exception can be the consequence of a deleted job, whose inputs and earlier results may be missing.
            if (!await deletedJobs.TryCleanUpAsync(request, cancellationToken))
            {
                throw;
            }

            await ReportUnmarkedAsync(request, cancellationToken);
            return;
        }

        await deletedJobs.TryCleanUpAsync(request, cancellationToken);
    }

    private async Task<Markers> ReadMarkersAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var (deleted, canceled) = (deletedJobs.TryCleanUpAsync(request, cancellationToken), cancelMarkers.ExistsAsync(request.CancelMarker, cancellationToken));
        await Task.WhenAll(deleted, canceled);
        return new Markers(await deleted, await canceled);
    }

    private static async Task EnsureWantedAsync(Task<Markers> markers)
    {
        if (await markers is not { IsDeleted: false, IsCanceled: false })
        {
            throw new OperationCanceledException("The job is deleted or canceled.");
        }
    }

    /// <summary>Fails the item. For a deleted job the update is dropped; a job whose marker was lost would otherwise wait until its deadline.</summary>
    private async Task ReportUnmarkedAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        await updates.SendAsync(InferenceUpdate.For(request, InferenceState.Failed, error: Unmarked), cancellationToken);
        RequestsLog.JobUnmarked(logger, request.MessageId);
    }

    private async Task AnswerAsync(InferenceRequest request, Task<SegmentationResult>? looking, long started, CancelWatch watch, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = TellStartAsync(request, started, ended.Token, cancellationToken);
        InferenceUpdate end;
        try
        {
            end = await WorkAsync(request, looking, watch, cancellationToken);
        }
        finally
        {
            await ended.CancelAsync();
            await telling;
        }

        var elapsed = time.GetElapsedTime(started);
        await updates.SendAsync(Timed(end, elapsed), cancellationToken);
        var attempt = request.MessageId;
        if (end.Error is { } error)
        {
            RequestsLog.Failed(logger, attempt, elapsed, error.Code);
        }
        else
        {
            RequestsLog.Ended(logger, attempt, end.State, elapsed);
        }
    }

    private static InferenceUpdate Timed(InferenceUpdate update, TimeSpan elapsed) =>
        update.Video is null ? update with { WorkedMilliseconds = elapsed.TotalMilliseconds } : update;

    private async Task TellStartAsync(InferenceRequest request, long started, CancellationToken ended, CancellationToken cancellationToken)
    {
        if (request.Video is null)
        {
            await Task.Delay(UntilTold, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A video has begun with its first step.
        if (request.Video is ProbeStep || (request.Video is null && !ended.IsCancellationRequested))
        {
            await updates.SendAsync(Timed(InferenceUpdate.For(request, InferenceState.Started), time.GetElapsedTime(started)), cancellationToken);
        }
    }

    private async Task<InferenceUpdate> WorkAsync(InferenceRequest request, Task<SegmentationResult>? looking, CancelWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            if (looking is null)
            {
                return await videos.RunAsync(request, request.Video!, watch.Token);
            }

            var document = await results.WriteAsync(request, await looking, watch.Token);
            return InferenceUpdate.For(request, InferenceState.Succeeded, result: document);
        }
        catch (InferenceException exception)
        {
            return InferenceUpdate.For(request, InferenceState.Failed, error: exception.ToError());
        }
        catch (OperationCanceledException) when (watch.Found)
        {
            return await cancelMarkers.ExistsAsync(request.CancelMarker, cancellationToken)
                ? InferenceUpdate.For(request, InferenceState.Canceled)
                : InferenceUpdate.For(request, InferenceState.Failed, error: Unmarked);
        }
    }

    /// <param name="isWanted">Fails if the job is deleted or canceled.</param>
    private async Task<SegmentationResult> LookAsync(InferenceRequest request, Task isWanted, CancellationToken cancellationToken)
    {
        try
        {
            var picture = await inputs.ReadAsync(request.Input, cancellationToken);
            return await SegmentAsync(picture, await ReadBackgroundAsync(request, cancellationToken), request, isWanted, cancellationToken);
        }
        finally
        {
            // Its exception is thrown where it is needed.
            await isWanted.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<SegmentationResult> SegmentAsync(
        byte[] content, PictureSource? background, InferenceRequest request, Task isWanted, CancellationToken cancellationToken)
    {
        try
        {
            // Networks that a job requests by name may have to be opened, in place of others.
            await (request.Options.Model is null ? Task.CompletedTask : isWanted);
            var result = await networks.UseAsync(
                request.Options.Model, segmenter => segmenter.SegmentAsync(content, request.Prompts, request.Options, isWanted, cancellationToken));
            return result with { Background = background };
        }
        catch
        {
            // On any failure the background has no other owner yet.
            background?.Dispose();
            throw;
        }
    }

    /// <returns>Null if there is none.</returns>
    private async Task<PictureSource?> ReadBackgroundAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        if (request.Options.Cutout?.Background?.Picture is not { } blob)
        {
            return null;
        }

        try
        {
            return new PictureSource(decoder, await inputs.ReadAsync(blob, cancellationToken));
        }
        catch (InferenceException exception)
        {
            throw new InferenceException(exception.Code, $"{InferenceError.OfBackground} {exception.Message}", exception);
        }
    }

    /// <param name="IsDeleted">Whether the job's presence marker is gone; what was stored of the attempt is deleted then.</param>
    /// <param name="IsCanceled">Whether the job is canceled.</param>
    private sealed record Markers(bool IsDeleted, bool IsCanceled)
    {
        public static Markers OfOpenJob { get; } = new(false, false);
    }
}
