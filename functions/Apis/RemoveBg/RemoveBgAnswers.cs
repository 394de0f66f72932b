using System.Globalization;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Storage;
using SegFunctions.Submission;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Answers with the cut-out of a job when it has ended. Whatever the answer is, nothing stays of the job but what it cost.</summary>
public sealed class RemoveBgAnswers(
    JobClient jobs, JobWait waits, JobCancellation cancellation, JobDeletion deletion, ManifestStore manifests, BlobStore blobs, ILogger<RemoveBgAnswers> logger)
{
    /// <summary>After which a client that was refused may try again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="request">The client's.</param>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="id">The job, which has just been submitted.</param>
    /// <param name="order">What was asked for.</param>
    /// <param name="cancellationToken">Ends the wait, as the client does by leaving.</param>
    /// <exception cref="ApiException">The job has failed, or has not ended in time and is canceled.</exception>
    internal async Task<IResult> AnswerAsync(HttpRequest request, DurableTaskClient durable, JobId id, RemovalOrder order, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        response.OnCompleted(() => DeleteAsync(durable, order.Spec.Account, id));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.HttpContext.RequestAborted);
        if (await waits.WaitAsync(durable, id, Patience, leaving.Token) is not { } job)
        {
            await CancelAsync(durable, order.Spec.Account, id);
            throw new ApiException(new ApiError(ApiErrorCode.Busy, "The picture was not done in 60 seconds. It is canceled and costs nothing. Try again later.") { RetryAfter = Pause });
        }

        if (job.Status != JobStatus.Completed)
        {
            throw new ApiException(RemoveBgErrors.OfJob(job));
        }

        var subject = (await manifests.FindAsync(job.Account, id, cancellationToken))?.Items[0].Segments[0];
        var file = subject?.Cutout is { } cutout ? await blobs.FindAsync(cutout, cancellationToken) : null;
        if (subject is null || file is null)
        {
            throw new ApiException(ApiErrorCode.ResultsGone, "The picture's result was deleted. Send it again.");
        }

        Describe(response.Headers, subject, file, order);
        return RemoveBgJson.IsWanted(request) ? RemoveBgJson.Answer(RemoveBgMapping.ToResponse(subject, file)) : TypedResults.Bytes(file.ToMemory(), ToContentType(order));
    }

    private static void Describe(IHeaderDictionary headers, ManifestSegment subject, BinaryData file, RemovalOrder order)
    {
        var (width, height) = RemoveBgSizes.Read(file);
        headers["X-Width"] = ToText(width);
        headers["X-Height"] = ToText(height);
        headers["X-Foreground-Top"] = ToText(subject.Box.Y);
        headers["X-Foreground-Left"] = ToText(subject.Box.X);
        headers["X-Foreground-Width"] = ToText(subject.Box.Width);
        headers["X-Foreground-Height"] = ToText(subject.Box.Height);
        headers["X-Credits-Charged"] = ToText(order.Spec.Terms.Price);
        if (order.Type is { } type)
        {
            headers["X-Type"] = type;
        }
    }

    private static string ToContentType(RemovalOrder order) => order.Spec.Options.Cutout!.Format switch
    {
        Contract.CutoutFormat.Jpg => "image/jpeg",
        Contract.CutoutFormat.Webp => "image/webp",
        Contract.CutoutFormat.Zip => "application/zip",
        _ => "image/png",
    };

    private static string ToText(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <remarks>Not by the request's token: its client may have left.</remarks>
    private async Task CancelAsync(DurableTaskClient durable, string account, JobId id)
    {
        if (await jobs.FindAsync(durable, account, id, CancellationToken.None) is { } job && !job.Status.IsTerminal())
        {
            await cancellation.RequestAsync(durable, job, CancellationToken.None);
        }
    }

    private async Task DeleteAsync(DurableTaskClient durable, string account, JobId id)
    {
        try
        {
            if (await jobs.FindAsync(durable, account, id, CancellationToken.None) is { } job)
            {
                await deletion.TryDeleteAsync(durable, job, CancellationToken.None);
            }
        }
        catch (Exception exception)
        {
            // The answer is given, and nobody is left to hear of it: the job goes later.
            logger.AnsweredJobNotRemoved(exception, id);
        }
    }
}
