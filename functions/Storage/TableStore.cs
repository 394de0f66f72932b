using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace SegFunctions.Storage;

/// <summary>
/// One table. It is created whenever a write finds it missing, since it can vanish: a storage emulator that is killed
/// loses the last seconds. Reads of a missing table find nothing.
/// </summary>
public sealed class TableStore(TableServiceClient service, string name)
{
    private readonly TableClient _table = service.GetTableClient(name);

    /// <returns>Null if the row does not exist.</returns>
    public async Task<T?> FindAsync<T>(string partition, string row, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        var found = await _table.GetEntityIfExistsAsync<T>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <param name="filter">Made by <see cref="TableClient.CreateQueryFilter(FormattableString)"/>.</param>
    /// <param name="pageSize">1–1000 rows per request.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async IAsyncEnumerable<T> QueryAsync<T>(
        string filter, int pageSize, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        await using var rows = _table.QueryAsync<T>(filter, pageSize, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await TryMoveAsync(rows))
        {
            yield return rows.Current;
        }
    }

    /// <exception cref="RequestFailedException">The table refused the write; a missing table is created first.</exception>
    public async Task<T> WriteAsync<T>(Func<TableClient, Task<T>> write, CancellationToken cancellationToken)
    {
        try
        {
            return await write(_table);
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
        {
            await service.CreateTableIfNotExistsAsync(name, cancellationToken);
            return await write(_table);
        }
    }

    /// <summary>Deletes the row if it exists.</summary>
    public Task RemoveAsync(string partition, string row, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(partition, row, ETag.All, cancellationToken);

    private static async Task<bool> TryMoveAsync<T>(IAsyncEnumerator<T> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.TableNotFound)
        {
            return false;
        }
    }
}
