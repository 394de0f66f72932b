using Azure;
using Azure.Data.Tables;
using SegFunctions.Storage;

namespace SegFunctions.Secrets;

/// <summary>A table with encrypted columns.</summary>
public interface ISealedTable
{
    /// <summary>Re-encrypts with the first key what is encrypted with another one. Rows that are changed or deleted meanwhile are skipped.</summary>
    /// <returns>How many rows were written.</returns>
    Task<int> RenewAsync(CancellationToken cancellationToken);
}

internal static class RowRenewal
{
    private const int PageSize = 100;

    /// <param name="table">All of its rows are read.</param>
    /// <param name="tryRenew">Re-encrypts the columns of a row that need it; returns false if none did.</param>
    /// <param name="cancellationToken">Stops the work; rows already written stay.</param>
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
                // The writer that was faster has encrypted the row with the first key, or deleted it.
            }
        }

        return renewed;
    }
}
