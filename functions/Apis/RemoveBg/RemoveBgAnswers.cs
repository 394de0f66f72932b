using System.Globalization;
using Microsoft.DurableTask.Client;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Storage;
using SegFunctions.Submission;

namespace SegFunctions.Apis.RemoveBg;

/// <summary>Waits for a job to end, and responds with its cut-out. Whatever the response, nothing of the job is kept but what it cost.</summary>
public sealed class RemoveBgAnswers(
    JobClient jobs, JobWait waits, JobCancellation cancellation, JobDeletion deletion, ManifestStore manifests, BlobStore blobs, ILogger<RemoveBgAnswers> logger)
{
    /// <summary>Time after which a refused client may retry.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait for a canceled job to end.</summary>
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(5);

    /// <param name="request">The client's request.</param>
    /// <param name="durable">The trigger's client.</param>
    /// <param name="id">The job, which has just been submitted.</param>
    /// <param name="spec">The job's spec.</param>
    /// <param name="type">Value of the header <c>X-Type</c>; null for no such header.</param>
    /// <param name="cancellationToken">Ends the wait, as does the client by disconnecting.</param>
    /// <exception cref="ApiException">The job failed, or did not end in time and is canceled.</exception>
    internal async Task<IResult> AnswerAsync(
        HttpRequest request, DurableTaskClient durable, JobId id, JobSpec spec, string? type, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        response.OnCompleted(() => DeleteAsync(durable, spec.Account, id));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, request.HttpContext.RequestAborted);
        if ((await waits.WaitAsync(durable, id, Patience, leaving.Token) ?? await CancelAsync(durable, spec.Account, id)) is not { } job)
        {
            throw new ApiException(RemoveBgErrors.OfOpenJob());
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

        Describe(response.Headers, subject, file, spec.Terms.Price, type);
        return RemoveBgJson.IsWanted(request) ? RemoveBgJson.Answer(RemoveBgMapping.ToResponse(subject, file)) : TypedResults.Bytes(file.ToMemory(), ToContentType(spec));
    }

    private static void Describe(IHeaderDictionary headers, ManifestSegment subject, BinaryData file, int price, string? type)
    {
        var (width, height) = RemoveBgSizes.Read(file);
        headers[RemoveBgHeaders.Width] = ToText(width);
        headers[RemoveBgHeaders.Height] = ToText(height);
        headers[RemoveBgHeaders.ForegroundTop] = ToText(subject.Box.Y);
        headers[RemoveBgHeaders.ForegroundLeft] = ToText(subject.Box.X);
        headers[RemoveBgHeaders.ForegroundWidth] = ToText(subject.Box.Width);
        headers[RemoveBgHeaders.ForegroundHeight] = ToText(subject.Box.Height);
        headers[RemoveBgHeaders.CreditsCharged] = ToText(price);
        if (type is not null)
        {
            headers[RemoveBgHeaders.Type] = type;
        }
    }

    private static string ToContentType(JobSpec spec) => spec.Options.Cutout!.Format switch
    {
        Contract.CutoutFormat.Jpg => "image/jpeg",
        Contract.CutoutFormat.Webp => "image/webp",
        Contract.CutoutFormat.Zip => "application/zip",
        _ => "image/png",
    };

    private static string ToText(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <remarks>The request's token is not used, since its client may have left. The job may still complete before it is canceled; then it is charged.</remarks>
    /// <returns>The ended job; null if it is still open.</returns>
    private async Task<Job?> CancelAsync(DurableTaskClient durable, string account, JobId id)
    {
        var job = await jobs.FindAsync(durable, account, id, CancellationToken.None);
        if (job is not null && !job.Status.IsTerminal())
        {
            await cancellation.RequestAsync(durable, job, CancellationToken.None);
            job = await waits.WaitAsync(durable, id, CancelPatience, CancellationToken.None)
                ?? await jobs.FindAsync(durable, account, id, CancellationToken.None);
        }

        return job?.Status.IsTerminal() == true ? job : null;
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
            // The response is sent, so the error can only be logged; the job is deleted when its lifetime ends.
            logger.AnsweredJobNotRemoved(exception, id);
        }
    }
}
