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
    public async Task RunAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var watch = cancelMarkers.Watch(request, cancellationToken);
        // Few jobs are deleted or canceled, so the picture is read while that is checked.
        var content = request.Video is null ? inputs.ReadAsync(request.Input, watch.Token) : Task.FromResult<byte[]>([]);
        try
        {
            await RunAsync(request, content, watch, cancellationToken);
        }
        finally
        {
            await watch.DisposeAsync();
            await ((Task)content).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(InferenceRequest request, Task<byte[]> content, CancelWatch watch, CancellationToken cancellationToken)
    {
        var (deleted, canceled) = (deletedJobs.TryCleanUpAsync(request, cancellationToken), cancelMarkers.ExistsAsync(request.CancelMarker, cancellationToken));
        await Task.WhenAll(deleted, canceled);
        if (await deleted)
        {
            await ReportUnmarkedAsync(request, cancellationToken);
            return;
        }

        try
        {
            await (await canceled
                ? updates.SendAsync(InferenceUpdate.For(request, InferenceState.Canceled), cancellationToken)
                : AnswerAsync(request, content, watch, cancellationToken));
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

    /// <summary>Fails the item. For a deleted job the update is dropped; a job whose marker was lost would otherwise wait until its deadline.</summary>
    private async Task ReportUnmarkedAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        await updates.SendAsync(InferenceUpdate.For(request, InferenceState.Failed, error: Unmarked), cancellationToken);
        RequestsLog.JobUnmarked(logger, request.MessageId);
    }

    private async Task AnswerAsync(InferenceRequest request, Task<byte[]> content, CancelWatch watch, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var telling = TellStartAsync(request, started, ended.Token, cancellationToken);
        InferenceUpdate end;
        try
        {
            end = await WorkAsync(request, content, watch, cancellationToken);
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

    private async Task<InferenceUpdate> WorkAsync(InferenceRequest request, Task<byte[]> content, CancelWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Video is { } step)
            {
                return await videos.RunAsync(request, step, watch.Token);
            }

            var picture = await content;
            var background = await ReadBackgroundAsync(request, watch.Token);
            using var result = await SegmentAsync(picture, background, request, watch.Token);
            var document = await results.WriteAsync(request, result, watch.Token);
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

    private async Task<SegmentationResult> SegmentAsync(byte[] content, PictureSource? background, InferenceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var result = await networks.UseAsync(
                request.Options.Model, segmenter => segmenter.SegmentAsync(content, request.Prompts, request.Options, cancellationToken));
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
}
