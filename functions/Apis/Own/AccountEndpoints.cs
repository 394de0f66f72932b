using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Telemetry;

namespace SegFunctions.Apis.Own;

/// <summary>Balances, for those who run the service.</summary>
public sealed class AccountEndpoints(AccountLedger ledger, ILogger<AccountEndpoints> logger)
{
    [Function("Manage-GetAccount")]
    [RequiresScope(KeyScopes.Manage)]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "manage/accounts/{account}")] HttpRequest request, CancellationToken cancellationToken) =>
        await AnswerAsync(ReadAccount(request), cancellationToken);

    [Function("Manage-SetTokens")]
    [RequiresScope(KeyScopes.Manage)]
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
        return AccountName.IsValid(account) ? account : throw new RefusalException(RefusalCode.RequestInvalid, $"An account is {AccountName.Rule}.");
    }

    private async Task<IResult> AnswerAsync(string account, CancellationToken cancellationToken) =>
        TypedResults.Json(ManagementJson.ToState(account, await ledger.GetAsync(account, cancellationToken)));
}
