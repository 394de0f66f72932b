using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Uses up the tokens of the pictures that succeeded and gives back the others. Run twice, the second finds nothing to settle.</summary>
public sealed class SettleTokensActivity(AccountLedger ledger)
{
    [Function(FunctionNames.SettleTokens)]
    public Task RunAsync([ActivityTrigger] SettleTokensInput input, CancellationToken cancellationToken) =>
        ledger.SettleAsync(input.Account, JobId.Parse(input.JobId), input.Used, cancellationToken);
}
