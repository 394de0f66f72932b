using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>
/// Spends the tokens of the pictures that succeeded and releases the others, for jobs of version 1. If it runs twice, the second run finds nothing to settle.
/// </summary>
public sealed class SettleTokensActivity(AccountLedger ledger)
{
    /// <returns>A staged job whose turn may have come, and which must be notified; null for none.</returns>
    [Function(FunctionNames.SettleTokens)]
    public async Task<string?> RunAsync([ActivityTrigger] SettleTokensInput input, CancellationToken cancellationToken) =>
        (await ledger.SettleAndFindNextAsync(input.Account, JobId.Parse(input.JobId), input.Used, cancellationToken))?.ToString();
}

/// <param name="Used">Tokens; the rest of the reservation is released.</param>
public sealed record SettleTokensInput(string Account, string JobId, long Used);
