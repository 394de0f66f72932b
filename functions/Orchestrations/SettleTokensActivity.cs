using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Uses the tokens of the pictures that succeeded and releases the others. If it runs twice, the second run finds nothing to settle.</summary>
public sealed class SettleTokensActivity(AccountLedger ledger)
{
    [Function(FunctionNames.SettleTokens)]
    public Task RunAsync([ActivityTrigger] SettleTokensInput input, CancellationToken cancellationToken) =>
        ledger.SettleAsync(input.Account, JobId.Parse(input.JobId), input.Used, cancellationToken);
}

/// <param name="Used">Tokens; the rest of the reservation is released.</param>
public sealed record SettleTokensInput(string Account, string JobId, long Used);
