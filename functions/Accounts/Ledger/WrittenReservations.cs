using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>
/// An account's reservations as this process has written them, so that a job which ends here need not be read for it. One that another process has changed since is
/// detected by its ETag.
/// </summary>
internal sealed class WrittenReservations
{
    /// <summary>Of more jobs than these that are open at a time the rows are read.</summary>
    private const int MaxRows = 200;

    private readonly Dictionary<JobId, ReservationRow> _rows = [];

    /// <summary>A row is handed out once: whoever takes it may change it, and may fail to write it.</summary>
    /// <returns>Null if it must be read.</returns>
    public ReservationRow? Take(JobId job) => _rows.Remove(job, out var row) ? row : null;

    /// <param name="actions">Of a transaction that was written.</param>
    /// <param name="responses">One for each.</param>
    public void Keep(IReadOnlyList<TableTransactionAction> actions, IReadOnlyList<Response> responses)
    {
        foreach (var (action, response) in actions.Zip(responses))
        {
            if (action is { ActionType: not TableTransactionActionType.Delete, Entity: ReservationRow row } && response.Headers.ETag is { } etag && _rows.Count < MaxRows)
            {
                row.ETag = etag;
                _rows[row.GetJob()] = row;
            }
        }
    }
}
