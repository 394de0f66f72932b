using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using SegFunctions.Storage;

namespace SegFunctions.Secrets;

/// <summary>Values that must be recoverable but never readable in storage: other services' secrets, and texts that contain them. One encrypted row each.</summary>
public sealed class SecretStore(TableServiceClient service, SecretCipher cipher) : ISealedTable
{
    /// <summary>The size of a table's column, minus what encryption adds.</summary>
    public const int MaxBytes = (64 << 10) - 28;

    private readonly TableStore _table = new(service, "secrets");

    /// <summary>Stores the value unless there is one already: a retried request finds what the first one stored.</summary>
    /// <param name="value">At most <see cref="MaxBytes"/>.</param>
    /// <returns>Whether this value is the one that is stored now.</returns>
    public async Task<bool> TryAddAsync(SecretReference reference, BinaryData value, CancellationToken cancellationToken)
    {
        var row = Seal(reference, value);
        try
        {
            await _table.WriteAsync(client => client.AddEntityAsync(row, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // If a response is lost, the client library retries the insert by itself and finds its own row, recognized by its random nonce.
            return await FindRowAsync(reference, cancellationToken) is { } there && there.Value.AsSpan().SequenceEqual(row.Value);
        }
    }

    /// <returns>Null if there is none, or the keys in the settings cannot open it.</returns>
    public async Task<BinaryData?> FindAsync(SecretReference reference, CancellationToken cancellationToken) =>
        await FindRowAsync(reference, cancellationToken) is { } row && cipher.TryOpen(row.Value, PlaceOf(reference)) is { } plain
            ? BinaryData.FromBytes(plain)
            : null;

    /// <summary>Deletes the value if it exists.</summary>
    public Task RemoveAsync(SecretReference reference, CancellationToken cancellationToken) =>
        _table.RemoveAsync(reference.Account, reference.Name, cancellationToken);

    public Task<int> RenewAsync(CancellationToken cancellationToken) => _table.RenewAsync<SecretRow>(TryRenew, cancellationToken);

    private bool TryRenew(SecretRow row)
    {
        var renewed = cipher.TryRenew(row.Value, PlaceOf(new SecretReference(row.PartitionKey, row.RowKey)));
        row.Value = renewed ?? row.Value;
        return renewed is not null;
    }

    private Task<SecretRow?> FindRowAsync(SecretReference reference, CancellationToken cancellationToken) =>
        _table.FindAsync<SecretRow>(reference.Account, reference.Name, cancellationToken);

    private SecretRow Seal(SecretReference reference, BinaryData value) => new()
    {
        PartitionKey = reference.Account,
        RowKey = reference.Name,
        Value = cipher.Seal(value.ToMemory().Span, PlaceOf(reference)),
    };

    private static string PlaceOf(SecretReference reference) => $"secrets/{reference.Account}/{reference.Name}";
}

/// <summary>A secret in the table. Partitioned by account.</summary>
public sealed class SecretRow : ITableEntity
{
    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="SecretReference.Name"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    /// <summary>Sealed.</summary>
    public byte[] Value { get; set; } = [];
}
