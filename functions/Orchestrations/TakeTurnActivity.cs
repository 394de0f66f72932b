using Microsoft.Azure.Functions.Worker;
using SegFunctions.Accounts.Ledger;
using SegFunctions.Jobs;

namespace SegFunctions.Orchestrations;

/// <summary>Asks the ledger whether a staged job may start. If it runs twice, the second run finds the job started.</summary>
public sealed class TakeTurnActivity(AccountLedger ledger)
{
    [Function(FunctionNames.TakeTurn)]
    public async Task<TurnTaken> RunAsync([ActivityTrigger] TakeTurnInput input, CancellationToken cancellationToken)
    {
        var turn = await ledger.TakeTurnAsync(input.Account, JobId.Parse(input.JobId), input.MaxRunning, cancellationToken);
        return new TurnTaken(turn.IsTaken, turn.LeavesRoom ? (await ledger.FindOldestStagedAsync(input.Account, cancellationToken))?.ToString() : null);
    }
}

/// <param name="MaxRunning">How many of the account's jobs may run at the same time, at least 1.</param>
public sealed record TakeTurnInput(string Account, string JobId, int MaxRunning);

/// <param name="IsTaken">Whether the job starts.</param>
/// <param name="Next">A staged job that may start too, and must be notified; null for none.</param>
public sealed record TurnTaken(bool IsTaken, string? Next);
