using Azure.Data.Tables;
using SegFunctions.Storage;

namespace SegFunctions.Accounts;

/// <summary>The keys created while the server runs.</summary>
public sealed class ApiKeyTable(TableServiceClient service)
{
    private const int PageSize = 1000;

    private readonly TableStore _table = new(service, "keys");

    /// <returns>Null if there is no key with this hash.</returns>
    public async Task<ApiKey?> FindAsync(string sha256, CancellationToken cancellationToken) =>
        (await _table.FindAsync<ApiKeyRow>(ApiKeyRow.Partition, sha256, cancellationToken))?.ToKey();

    public Task AddAsync(ApiKey key, CancellationToken cancellationToken) =>
        _table.WriteAsync(client => client.AddEntityAsync(ApiKeyRow.Of(key), cancellationToken), cancellationToken);

    /// <returns>In no particular order.</returns>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        await QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {ApiKeyRow.Partition}"), cancellationToken);

    /// <returns>The deleted key; null if there was none with this id.</returns>
    public async Task<ApiKey?> RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (!ApiKey.TryReadId(id, out var first))
        {
            return null;
        }

        // 'g' comes after every hexadecimal digit.
        var found = await QueryAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {ApiKeyRow.Partition} and RowKey ge {first} and RowKey lt {first + "g"}"), cancellationToken);
        if (found is not [var key])
        {
            return null;
        }

        await _table.RemoveAsync(ApiKeyRow.Partition, key.Sha256, cancellationToken);
        return key;
    }

    private async Task<IReadOnlyList<ApiKey>> QueryAsync(string filter, CancellationToken cancellationToken)
    {
        var keys = new List<ApiKey>();
        await foreach (var row in _table.QueryAsync<ApiKeyRow>(filter, PageSize, cancellationToken))
        {
            keys.Add(row.ToKey());
        }

        return keys;
    }
}
