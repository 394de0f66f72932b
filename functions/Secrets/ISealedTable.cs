using Azure;
using Azure.Data.Tables;
using SegFunctions.Storage;

namespace SegFunctions.Secrets;

/// <summary>A table of which something is encrypted.</summary>
public interface ISealedTable
{
    /// <summary>Encrypts with the first key what lies under another one. A row that is changed or deleted meanwhile is left to who did that.</summary>
    /// <returns>How many rows were written.</returns>
    Task<int> RenewAsync(CancellationToken cancellationToken);
}

internal static class RowRenewal
{
    private const int PageSize = 100;

    /// <param name="table">All of it is read.</param>
    /// <param name="tryRenew">Encrypts what it must of a row, and says whether that was anything.</param>
    /// <param name="cancellationToken">Ends the work; what is written stays.</param>
    /// <returns>How many rows were written.</returns>
    public static async Task<int> RenewAsync<T>(this TableStore table, Func<T, bool> tryRenew, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var renewed = 0;
        await foreach (var row in table.QueryAsync<T>(TableClient.CreateQueryFilter($"PartitionKey ge {""}"), PageSize, cancellationToken))
        {
            if (!tryRenew(row))
            {
                continue;
            }

            try
            {
                await table.WriteAsync(client => client.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken), cancellationToken);
                renewed++;
            }
            catch (RequestFailedException exception) when (exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
            {
                // Whoever was faster has encrypted it with the first key.
            }
        }

        return renewed;
    }
}
