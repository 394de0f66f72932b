using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Submission;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI's account calls: the caller's account, its balance, and its active tasks.</summary>
public sealed class PiApiAccountEndpoints(AccountLedger ledger, JobLists lists)
{
    [Function("PiApi-GetAccount")]
    [Answers(200, typeof(DataResponse<AccountItem>))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/info")] HttpRequest request, CancellationToken cancellationToken) =>
        PiApiJson.Answer(PiApiMapping.ToAccount(request.Account(), await ledger.GetAsync(request.Account(), cancellationToken)));

    [Function("PiApi-ListActive")]
    [Answers(200, typeof(DataResponse<IReadOnlyDictionary<string, ActiveTasksItem>>))]
    public async Task<IResult> ListActiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/active_tasks")] HttpRequest request,
        [DurableClient] DurableTaskClient durable,
        CancellationToken cancellationToken) =>
        PiApiJson.Answer(PiApiMapping.ToActiveTasks(await PiApiTasks.ListOpenAsync(lists, durable, request.Account(), cancellationToken)));
}
