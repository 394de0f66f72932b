using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Media;
using SegFunctions.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com: uploads and jobs.</summary>
public sealed class SegmentationApiEndpoints(
    UploadLinks links,
    DirectUploads direct,
    UploadStore uploads,
    InputUrls inputUrls,
    InputSources sources,
    OutgoingUrls outgoing,
    Receivers receivers,
    JobClient jobs,
    JobLists lists,
    IdempotentSubmission submissions,
    SegmentationApiWaits waits,
    IOptions<MediaOptions> media,
    IOptions<JobOptions> limits,
    IOptions<VideoOptions> videos,
    AccountLimits accountLimits,
    TimeProvider time)
{
    [Function("SegmentationApi-PresignUpload")]
    [Takes(typeof(PresignRequest))]
    [Answers(200, typeof(PresignResponse))]
    public async Task<IResult> PresignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/uploads/presign")] HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadObjectAsync(request, cancellationToken);
        var ticket = SegmentationApiMapping.ToTicket(WireReader.ReadWhole<PresignRequest>(body), request.Account());
        var address = await direct.FindAddressAsync(ticket, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToPresign(ticket, links.For(ticket), address, links.Lifetime));
    }

    [Function("SegmentationApi-CreateJob")]
    [Takes(typeof(CreateJobRequest))]
    [Parameter("Prefer", "wait=N: the answer comes when the job has ended, after N seconds at the latest, 1–60.", IsHeader = true)]
    [Parameter("Idempotency-Key", "1–255 visible ASCII characters: for 24 hours one key is one job.", IsHeader = true)]
    [Answers(200, typeof(EndedJobResponse))]
    [Answers(202, typeof(CreateJobResponse))]
    public async Task<IResult> CreateJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadObjectAsync(request, SegmentationApiInputs.MaxBodyBytes, cancellationToken);
        var key = IdempotencyHeader.Find(request, body);
        var (spec, receiver) = await ReadSpecAsync(body, request.Account(), key, cancellationToken);
        var allowance = accountLimits.Jobs(request.Key());
        string? drawnSecret = null;
        var id = key is null
            ? await jobs.SubmitAsync(durable, spec, allowance, StoreReceiverAsync, cancellationToken)
            : await submissions.SubmitAsync(durable, spec, allowance, key, StoreReceiverAsync, cancellationToken);
        return await waits.AnswerAsync(request, durable, id, SegmentationApiMapping.ToAccepted(id, spec, drawnSecret), cancellationToken);

        async Task StoreReceiverAsync(JobId claimed)
        {
            if (receiver is { } own && await receivers.TryAddOwnAsync(spec.Account, claimed, own.Receiver, cancellationToken))
            {
                drawnSecret = own.IsDrawn ? own.Receiver.Secret : null;
            }
        }
    }

    [Function("SegmentationApi-ListJobs")]
    [Parameter("limit", "1–100, default 20.", Type = typeof(int))]
    [Parameter("nextToken", "As the page before gave it.")]
    [Parameter("jobId", "This job only.")]
    [Parameter("mode", "single, batch or video.")]
    [Parameter("status", "queued, processing, success or failed.")]
    [Answers(200, typeof(ListJobsResponse))]
    public async Task<IResult> ListJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var query = SegmentationApiListQuery.Read(name => request.Query[name]);
        var page = query.Filter is null
            ? new JobPage([], null)
            : await lists.ListAsync(durable, request.Account(), query.Filter, query.After, query.Limit, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToList(page));
    }

    [Function("SegmentationApi-GetJob")]
    [Answers(200, typeof(JobResponse))]
    public async Task<IResult> GetJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/jobs/{jobId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, SegmentationApiMapping.FindJobId(request), durable, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToJob(job));
    }

    /// <summary>Collects every fault before refusing: of form, against the model's rules, and uploads that do not exist.</summary>
    private async Task<(JobSpec Spec, JobReceiver? Receiver)> ReadSpecAsync(
        JsonElement body, string account, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        var faults = new WireFaults();
        var wanted = new WireReader(faults).Read<CreateJobRequest>(body);
        var terms = new JobTerms(accountLimits.PriceOf(SegmentationApiSurface.Name));
        var spec = SegmentationApiMapping.ToSpec(wanted, account, videos.Value, time.GetUtcNow()) with { Terms = terms };
        var inputs = SegmentationApiInputs.Read(account, wanted.Own, inputUrls);
        spec = SegmentationApiCutouts.AddInputs(spec, inputs.Items, wanted.Own);
        List<string> more =
        [
            .. JobValidation.FindFaults(spec, limits.Value)
                .Where(fault => !SegmentationApiFaults.FieldsOf(fault, spec).Any(faults.Has))
                .Select(fault => SegmentationApiFaults.ToSentence(fault, spec)),
        ];
        if (spec.Items.Count <= limits.Value.MaxItems)
        {
            var files = await uploads.FindAsync(spec.Account, wanted.Tasks, cancellationToken);
            more.AddRange(SegmentationApiFaults.FindUploadFaults(wanted, files, media.Value));
            more.AddRange(await FindBackgroundFaultsAsync(spec.Account, wanted.Own, cancellationToken));
            more.AddRange(inputs.Faults);
            more.AddRange(SegmentationApiFaults.FindFrameFaults(wanted, videos.Value));
            more.AddRange(SegmentationApiFaults.FindWebhookFaults(wanted.Own, outgoing.FindWebhookFault));
        }

        more.ForEach(faults.Add);
        faults.ThrowIfAny();
        await inputs.StoreAsync(uploads, cancellationToken);
        var sourced = inputs.Addresses.Count == 0 ? spec : spec with { Sources = await sources.AddAsync(account, inputs.Addresses, key?.RequestName, cancellationToken) };
        return (sourced, SegmentationApiMapping.ToReceiver(wanted));
    }

    private async Task<IReadOnlyList<string>> FindBackgroundFaultsAsync(string account, OwnFields own, CancellationToken cancellationToken)
    {
        var task = own.Cutout?.Background?.Task;
        var files = task is null ? [] : await uploads.FindAsync(account, [task], cancellationToken);
        return [.. files.SelectMany(file => SegmentationApiFaults.FindPictureFaults(SegmentationApiCutouts.TaskField, task!, file, media.Value))];
    }
}
