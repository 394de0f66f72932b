using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;

namespace SegFunctions.Accounts.Ledger;

/// <summary>
/// An account's reservations as this process has last written them, so that a job that ends here is settled without reading its row. A row that another process has
/// changed since is detected by its ETag.
/// </summary>
internal sealed class WrittenReservations
{
    /// <summary>Beyond this the oldest rows are evicted, since those of jobs that another process has settled are never taken. Evicted rows are read from the table when needed.</summary>
    public const int MaxRows = 200;

    private readonly OrderedDictionary<JobId, ReservationRow> _rows = [];

    /// <summary>A row is handed out once: the caller may change it, and then fail to write it.</summary>
    /// <returns>Null if it must be read.</returns>
    public ReservationRow? Take(JobId job) => _rows.Remove(job, out var row) ? row : null;

    /// <param name="actions">The actions of a committed transaction.</param>
    /// <param name="responses">One per action.</param>
    public void Keep(IReadOnlyList<TableTransactionAction> actions, IReadOnlyList<Response> responses)
    {
        foreach (var (action, response) in actions.Zip(responses))
        {
            if (action is { ActionType: not TableTransactionActionType.Delete, Entity: ReservationRow row } && response.Headers.ETag is { } etag)
            {
                row.ETag = etag;
                _rows[row.GetJob()] = row;
            }
        }

        while (_rows.Count > MaxRows)
        {
            _rows.RemoveAt(0);
        }
    }
}
