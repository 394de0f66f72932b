using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Contract.Words;
using SegFunctions.Jobs;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>segmentationapi.com: the caller's account and usage; and, as an extension, the words that can be requested.</summary>
public sealed class SegmentationApiAccountEndpoints(AccountLedger ledger, AccountLimits limits, IOptions<JobOptions> jobLimits)
{
    [Function("SegmentationApi-GetAccount")]
    [Answers(200, typeof(AccountResponse))]
    public static IResult GetAccount(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/account")] HttpRequest request) =>
        SegmentationApiJson.Answer(SegmentationApiMapping.ToAccount(request.Account()));

    [Function("SegmentationApi-GetWords")]
    [Answers(200, typeof(WordsResponse))]
    public IResult GetWords([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/words")] HttpRequest request) =>
        SegmentationApiJson.Answer(SegmentationApiMapping.ToWords(KnownWords.BuiltIn, jobLimits.Value.AnyWord));

    [Function("SegmentationApi-GetOverview")]
    [Answers(200, typeof(OverviewResponse))]
    public async Task<IResult> GetOverviewAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "v1/account/overview")] HttpRequest request, CancellationToken cancellationToken)
    {
        var balance = await ledger.GetAsync(request.Account(), cancellationToken);
        return SegmentationApiJson.Answer(SegmentationApiMapping.ToOverview(balance, limits.MaxOpenJobs(request.Key()), jobLimits.Value));
    }
}
