using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Apis.PiApi;

/// <summary>PiAPI: who asks, and what they have left.</summary>
public sealed class PiApiAccountEndpoints(AccountLedger ledger)
{
    [Function("PiApi-GetAccount")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "account/info")] HttpRequest request, CancellationToken cancellationToken) =>
        PiApiJson.Answer(PiApiMapping.ToAccount(request.Account(), await ledger.GetAsync(request.Account(), cancellationToken)));
}
