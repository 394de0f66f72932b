using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>Something to do to an account, together with others in one transaction.</summary>
/// <param name="job">Whose reservation it is about; null for none.</param>
internal abstract class LedgerChange(JobId? job)
{
    public JobId? Job { get; } = job;

    /// <summary>Whether the job's row has to be read before the first attempt, and not only after a conflict.</summary>
    public abstract bool NeedsRow { get; }

    /// <summary>Works the change into the account's row. May be asked again, with rows read anew, when the transaction failed.</summary>
    /// <param name="balance">As the changes before it have left it.</param>
    /// <param name="row">The job's; null when there is none.</param>
    /// <param name="now">Time of the change.</param>
    /// <returns>What to do to the job's row; null for nothing.</returns>
    public abstract TableTransactionAction? Apply(BalanceRow balance, ReservationRow? row, DateTimeOffset now);

    /// <summary>The transaction was written.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc cref="LedgerChange"/>
/// <typeparam name="T">The change's result.</typeparam>
internal abstract class LedgerChange<T>(JobId? job) : LedgerChange(job)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    /// <summary>What the last <see cref="LedgerChange.Apply"/> came to.</summary>
    protected abstract T Outcome { get; }

    public override void Complete() => _done.TrySetResult(Outcome);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}
