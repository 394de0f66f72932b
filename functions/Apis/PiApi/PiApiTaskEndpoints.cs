using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Fetching;
using SegFunctions.Jobs;
using SegFunctions.Links;
using SegFunctions.Media;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI's calls for a single task.</summary>
public sealed class PiApiTaskEndpoints(
    JobClient jobs,
    JobCancellation cancellation,
    RequestStore requests,
    SecretStore secrets,
    Receivers receivers,
    ManifestStore manifests,
    PublicLinks links,
    InputUrls inputUrls,
    InputSources sources,
    UploadStore uploads,
    OutgoingUrls outgoing,
    AccountLimits accountLimits,
    IOptions<JobOptions> options,
    TimeProvider time)
{
    private readonly PiApiTasks _tasks = new(jobs, requests, secrets, receivers, manifests, links, time);
    private readonly PiApiOrders _orders = new(inputUrls, sources, uploads, outgoing, options, time);

    [Function("PiApi-CreateTask")]
    [Takes(typeof(CreateTaskRequest))]
    [Answers(200, typeof(DataResponse<TaskItem>))]
    public async Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/task")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadObjectAsync(request, PiApiOrders.MaxBodyBytes, cancellationToken);
        var order = await _orders.ReadAsync(body, request.Account(), accountLimits.PriceOf(PiApiSurface.Name), cancellationToken);
        var (spec, allowance) = (order.Spec, accountLimits.Jobs(request.Key()));
        var id = await jobs.SubmitAsync(durable, spec, allowance, claimed => _tasks.KeepAsync(claimed, order, cancellationToken), cancellationToken);
        var accepted = new Job(new JobSummary(id, JobStatus.Queued, 1, spec.Created, spec.Created, null), spec.Account, []);
        var job = allowance.MaxRunning == 0 ? accepted : await jobs.FindAsync(durable, spec.Account, id, cancellationToken) ?? accepted;
        return PiApiJson.Answer(await _tasks.GetAsync(job, cancellationToken));
    }

    /// <remarks>The vendor's documentation shows the call without an id, so that path must be matched too.</remarks>
    [Function("PiApi-GetTask")]
    [Answers(200, typeof(DataResponse<TaskItem>))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/task/{taskId?}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        PiApiJson.Answer(await _tasks.GetAsync(await FindJobAsync(request, durable, cancellationToken), cancellationToken));

    [Function("PiApi-CancelTask")]
    [Answers(200, typeof(CanceledResponse))]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/task/{taskId?}")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var job = await FindJobAsync(request, durable, cancellationToken) ?? throw PiApiTasks.NotFound();
        if (!PiApiMapping.MayBeCanceled(job.Status))
        {
            throw new ApiException(
                ApiErrorCode.RequestInvalid, $"The task is {PiApiMapping.ToWord(job.Status)}; only one that is staged or pending can be canceled.");
        }

        await cancellation.RequestAsync(durable, job, cancellationToken);
        return PiApiJson.Canceled($"task {PiApiMapping.ToTaskId(job.Id)} canceled");
    }

    /// <returns>Null if the account has no such task.</returns>
    /// <exception cref="ApiException">The path names no task.</exception>
    private Task<Job?> FindJobAsync(HttpRequest request, DurableTaskClient durable, CancellationToken cancellationToken) =>
        request.RouteText("taskId") is { Length: > 0 } taskId
            ? _tasks.FindJobAsync(durable, request.Account(), taskId, cancellationToken)
            : throw new ApiException(ApiErrorCode.RequestInvalid, "The path must end with a task's id.");
}
