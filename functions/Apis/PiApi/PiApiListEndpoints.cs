using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Links;
using SegFunctions.Results;
using SegFunctions.Secrets;
using SegFunctions.Submission;
using SegFunctions.Webhooks.Deliveries;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI's calls for several tasks.</summary>
public sealed class PiApiListEndpoints(
    JobClient jobs,
    JobLists lists,
    JobCancellation cancellation,
    RequestStore requests,
    SecretStore secrets,
    Receivers receivers,
    ManifestStore manifests,
    PublicLinks links,
    TimeProvider time)
{
    private readonly PiApiTasks _tasks = new(jobs, requests, secrets, receivers, manifests, links, time);

    [Function("PiApi-CancelTasks")]
    [Parameter("model", "Only tasks of this model, or all; required.")]
    [Parameter("created_before", "Only tasks created before this time, Unix seconds; default now.", Type = typeof(long))]
    [Answers(200, typeof(CanceledResponse))]
    public async Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/v1/tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var query = PiApiQuery.ReadCancel(name => request.Query[name]);
        var open = query.IsOurs ? await PiApiTasks.ListOpenAsync(lists, durable, request.Account(), cancellationToken) : [];
        var canceled = 0;
        foreach (var task in open.Where(task => PiApiMapping.MayBeCanceled(task.Status) && (query.Until is null || task.Summary.Created < query.Until)))
        {
            await cancellation.RequestAsync(durable, task, cancellationToken);
            canceled++;
        }

        return PiApiJson.Canceled($"{canceled} {(canceled == 1 ? "task" : "tasks")} canceled");
    }

    [Function("PiApi-ListHistories")]
    [Parameter("page", "Number of the page, from 1, the default.", Type = typeof(int))]
    [Parameter("page_size", "Tasks per page, 1–100; default 10.", Type = typeof(int))]
    [Parameter("model", "Only tasks of this model; default all.")]
    [Parameter("start_time", "Only tasks created at this time or later, Unix seconds.", Type = typeof(long))]
    [Parameter("end_time", "Only tasks created at this time or earlier, Unix seconds.", Type = typeof(long))]
    [Answers(200, typeof(DataResponse<HistoryItem>))]
    public async Task<IResult> ListHistoriesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/open/tasks/histories")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken)
    {
        var query = PiApiQuery.ReadHistory(name => request.Query[name]);
        var (found, count) = query.IsOurs
            ? await lists.ListOfApiAsync(durable, request.Account(), query.ToJobsQuery(), cancellationToken)
            : ([], 0);
        var tasks = await Task.WhenAll(found.Select(job => _tasks.FindAsync(job, cancellationToken)));
        return PiApiJson.Answer(new HistoryItem([.. tasks.OfType<TaskItem>()], query.Page, query.PageSize, count));
    }
}
