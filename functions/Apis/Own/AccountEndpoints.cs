using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.Own;

/// <summary>Accounts' balances, for operators of the service.</summary>
public sealed class AccountEndpoints(AccountLedger ledger, ApiKeys keys, ILogger<AccountEndpoints> logger)
{
    [Function("Own-GetAccount")]
    [RequiresScope(KeyScopes.Manage)]
    [Answers(200, typeof(AccountStateResponse))]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/accounts/{account}")] HttpRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(await FindAsync(ReadAccount(request), cancellationToken), cancellationToken);

    [Function("Own-SetTokens")]
    [RequiresScope(KeyScopes.Manage)]
    [Takes(typeof(SetTokensRequest))]
    [Answers(200, typeof(AccountStateResponse))]
    public async Task<IResult> SetTokensAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "manage/accounts/{account}")] HttpRequest request, CancellationToken cancellationToken)
    {
        var account = ReadAccount(request);
        var tokens = ManagementJson.ReadTokens(await JsonBody.ReadObjectAsync(request, cancellationToken));
        await ledger.SetTokensAsync(account, tokens, cancellationToken);
        var manager = request.Key().Id;
        logger.TokensSet(account, tokens, manager);
        return await AnswerAsync(account, cancellationToken);
    }

    private static string ReadAccount(HttpRequest request)
    {
        var account = request.RouteText("account");
        return AccountName.IsValid(account) ? account : throw new ApiException(ApiErrorCode.RequestInvalid, $"An account's name is {AccountName.Rule}.");
    }

    /// <exception cref="ApiException">The account has no key and no balance, and never had a job.</exception>
    private async Task<string> FindAsync(string account, CancellationToken cancellationToken) =>
        await ledger.HasAsync(account, cancellationToken) || (await keys.ListAsync(cancellationToken)).Any(key => key.Account == account)
            ? account
            : throw new ApiException(ApiErrorCode.NotFound, "There is no such account: it has no key, no balance and no jobs.");

    private async Task<IResult> AnswerAsync(string account, CancellationToken cancellationToken) =>
        TypedResults.Json(ManagementJson.ToState(account, await ledger.GetAsync(account, cancellationToken)));
}
