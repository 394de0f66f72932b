using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Jobs;
using SegFunctions.Media;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com: uploads and jobs.</summary>
public sealed class SegmentationApiEndpoints(
    UploadLinks links, UploadStore uploads, JobClient jobs, IOptions<JobLimits> limits, TimeProvider time)
{
    [Function("SegmentationApi-Presign")]
    public async Task<IResult> PresignAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/uploads/presign")] HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = new JsonFields(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var ticket = UploadTicket.Draw(request.Account(), SegmentationApiJson.ReadPresign(fields).ContentType);
        fields.ThrowIfFaulty();
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToPresign(ticket, links.For(ticket), links.Lifetime));
    }

    [Function("SegmentationApi-CreateJob")]
    public async Task<IResult> CreateJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var spec = await ReadSpecAsync(request, cancellationToken);
        var id = await jobs.SubmitAsync(durable, spec, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToAccepted(id, spec), StatusCodes.Status202Accepted);
    }

    [Function("SegmentationApi-ListJobs")]
    public async Task<IResult> ListJobsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var (limit, after) = SegmentationApiMapping.ToPage(request.Query["limit"], request.Query["nextToken"]);
        var page = await jobs.ListAsync(durable, request.Account(), after, limit, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToList(page));
    }

    [Function("SegmentationApi-GetJob")]
    public async Task<IResult> GetJobAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/jobs/{jobId}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await jobs.GetJobAsync(request, durable, cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToJob(job));
    }

    /// <summary>Finds every fault before it refuses: of form, of the model's rules, and of uploads that are not there.</summary>
    private async Task<JobSpec> ReadSpecAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var fields = new JsonFields(await JsonBody.ReadObjectAsync(request, cancellationToken));
        var wanted = SegmentationApiJson.ReadCreateJob(fields);
        var spec = SegmentationApiMapping.ToSpec(wanted, request.Account(), time.GetUtcNow());
        foreach (var fault in JobValidation.FindFaults(spec, limits.Value))
        {
            fields.Fault(SegmentationApiMapping.ToSentence(fault));
        }

        if (spec.Items.Count <= limits.Value.MaxItems)
        {
            var types = await uploads.FindContentTypesAsync(spec.Account, wanted.Tasks, cancellationToken);
            foreach (var fault in SegmentationApiMapping.FindUploadFaults(wanted.Tasks, types))
            {
                fields.Fault(fault);
            }
        }

        fields.ThrowIfFaulty();
        return spec;
    }
}
