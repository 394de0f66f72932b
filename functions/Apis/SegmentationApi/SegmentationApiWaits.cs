using System.Globalization;
using Azure;
using Microsoft.DurableTask.Client;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Retention;
using SegFunctions.Submission;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Responds to POST /v1/jobs: at once with the accepted job, or with the ended one if the client prefers to wait and the job ends in time.</summary>
public sealed class SegmentationApiWaits(
    JobWait waits, JobDeletion deletion, ManifestStore manifests, ResultStore results, PublicLinks links, ILogger<SegmentationApiWaits> logger)
{
    /// <summary>Total size of the masks in a response, in characters; masks of further pictures are only in their files.</summary>
    private const int MaxInlineBytes = 4_000_000;

    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(1);

    /// <param name="spec">The spec of job <paramref name="id"/>.</param>
    /// <param name="accepted">The response if the job does not end in time.</param>
    internal async Task<IResult> AnswerAsync(
        HttpRequest request, DurableTaskClient durable, JobId id, JobSpec spec, CreateJobResponse accepted, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        if (PreferHeader.FindWait(request) is { } wait)
        {
            PreferHeader.Confirm(response, wait);
            if (await FindEndedAsync(durable, id, accepted, wait, cancellationToken) is { } ended)
            {
                if (spec.Terms.IsForOneAnswer && SegmentationApiRetention.HoldsAll(ended))
                {
                    // A client that has disconnected has received no response.
                    var left = request.HttpContext.RequestAborted;
                    response.OnCompleted(() => left.IsCancellationRequested ? Task.CompletedTask : DeleteAsync(durable, spec.Account, id));
                }

                return SegmentationApiJson.Answer(ended);
            }
        }

        response.Headers.Location = links.To("v1/jobs", accepted.JobId);
        response.Headers.RetryAfter = NextLook.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return SegmentationApiJson.Answer(accepted, StatusCodes.Status202Accepted);
    }

    private async Task<EndedJobResponse?> FindEndedAsync(
        DurableTaskClient durable, JobId id, CreateJobResponse accepted, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (await waits.WaitAsync(durable, id, wait, cancellationToken) is not { } job)
        {
            return null;
        }

        try
        {
            var result = job.HasResults ? await FindResultAsync(job, cancellationToken) : null;
            return SegmentationApiMapping.ToEnded(job, accepted.WebhookSecret, result);
        }
        catch (Exception exception) when (exception is RequestFailedException or OperationCanceledException)
        {
            // The job was accepted: the client must be told so even if its result cannot be read.
            logger.WaitBroken(exception, id);
            return null;
        }
    }

    private async Task DeleteAsync(DurableTaskClient durable, string account, JobId id)
    {
        try
        {
            await deletion.RemoveAsync(durable, account, id, true, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // The response has been sent, so nobody can be told: retention deletes the job later.
            logger.AnsweredJobNotRemoved(exception, id);
        }
    }

    private async Task<ResultResponse?> FindResultAsync(Job job, CancellationToken cancellationToken)
    {
        if (await manifests.FindAsync(job.Account, job.Id, cancellationToken) is not { } manifest)
        {
            return null;
        }

        var rles = new List<IReadOnlyList<MaskRle>?>();
        var left = MaxInlineBytes;
        foreach (var item in manifest.Items)
        {
            var ofItem = item.Rles is { } file ? await results.FindRlesAsync(file, left, cancellationToken) : null;
            left -= ofItem?.Sum(rle => rle.Counts.Length) ?? 0;
            rles.Add(ofItem);
        }

        return SegmentationApiResults.ToResult(manifest, links.ToFile, links.Lifetime, rles);
    }
}
