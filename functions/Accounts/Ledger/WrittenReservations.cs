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
    /// <summary>The oldest make room for new ones, since jobs that another process has settled are never taken. Rows that are not kept are read instead.</summary>
    public const int MaxRows = 200;

    private readonly OrderedDictionary<JobId, ReservationRow> _rows = [];

    /// <summary>A row is handed out once: whoever takes it may change it, and may fail to write it.</summary>
    /// <returns>Null if it must be read.</returns>
    public ReservationRow? Take(JobId job) => _rows.Remove(job, out var row) ? row : null;

    /// <param name="actions">The actions of a committed transaction.</param>
    /// <param name="responses">One for each.</param>
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
