using Azure;
using Azure.Data.Tables;
using SegFunctions.Jobs;
using SegFunctions.Secrets;
using SegFunctions.Storage;

namespace SegFunctions.Webhooks.Endpoints;

/// <summary>Every account's endpoints. Address, secrets and headers are encrypted.</summary>
public sealed class EndpointTable(TableServiceClient service, SecretCipher cipher) : ISealedTable
{
    private const int PageSize = 100;
    private const int WriteLimit = 8;

    private readonly TableStore _table = new(service, "endpoints");

    /// <returns>Null if the account has no endpoint with this id, or its receiver cannot be decrypted.</returns>
    public async Task<WebhookEndpoint?> FindAsync(string account, string id, CancellationToken cancellationToken) =>
        await _table.FindAsync<EndpointRow>(account, id, cancellationToken) is { } row ? TryOpen(row) : null;

    /// <returns>Oldest first.</returns>
    public async Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string account, CancellationToken cancellationToken)
    {
        var found = new List<WebhookEndpoint>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {account}");
        await foreach (var row in _table.QueryAsync<EndpointRow>(filter, PageSize, cancellationToken))
        {
            if (TryOpen(row) is { } endpoint)
            {
                found.Add(endpoint);
            }
        }

        return [.. found.OrderBy(endpoint => endpoint.Created)];
    }

    /// <summary>Adds the endpoint. An upsert, since a retry after a lost response finds its own row.</summary>
    public Task AddAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken) =>
        _table.WriteAsync(client => client.UpsertEntityAsync(Seal(endpoint), TableUpdateMode.Replace, cancellationToken), cancellationToken);

    /// <summary>Applies a change to the current state, even if there are concurrent changes.</summary>
    /// <param name="account">Its owner.</param>
    /// <param name="id">Its id.</param>
    /// <param name="change">Returns the changed endpoint, or the same instance for no change; may be called more than once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The endpoint's new state; null if there is none.</returns>
    public async Task<WebhookEndpoint?> ChangeAsync(
        string account, string id, Func<WebhookEndpoint, WebhookEndpoint> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await _table.FindAsync<EndpointRow>(account, id, cancellationToken) is not { } row || TryOpen(row) is not { } endpoint)
            {
                return null;
            }

            var changed = change(endpoint);
            if (ReferenceEquals(changed, endpoint))
            {
                return endpoint;
            }

            try
            {
                await _table.WriteAsync(
                    client => client.UpdateEntityAsync(Seal(changed), row.ETag, TableUpdateMode.Replace, cancellationToken), cancellationToken);
                return changed;
            }
            catch (RequestFailedException exception)
                when (exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed && attempt < WriteLimit)
            {
                // Another writer was faster; the next attempt reads what it wrote.
            }
        }
    }

    /// <summary>Deletes the endpoint if it exists.</summary>
    public Task RemoveAsync(string account, string id, CancellationToken cancellationToken) => _table.RemoveAsync(account, id, cancellationToken);

    public Task<int> RenewAsync(CancellationToken cancellationToken) => _table.RenewAsync<EndpointRow>(TryRenew, cancellationToken);

    private bool TryRenew(EndpointRow row)
    {
        var renewed = cipher.TryRenew(row.Receiver, PlaceOf(row.PartitionKey, row.RowKey));
        row.Receiver = renewed ?? row.Receiver;
        return renewed is not null;
    }

    private EndpointRow Seal(WebhookEndpoint endpoint) => new()
    {
        PartitionKey = endpoint.Account,
        RowKey = endpoint.Id,
        Name = endpoint.Name,
        Events = (int)endpoint.Events,
        Receiver = cipher.Seal(endpoint.Receiver.Write().ToMemory().Span, PlaceOf(endpoint.Account, endpoint.Id)),
        Created = endpoint.Created,
        Disabled = endpoint.Disabled?.ToString(),
        FailingSince = endpoint.FailingSince,
        PausedUntil = endpoint.PausedUntil,
    };

    private WebhookEndpoint? TryOpen(EndpointRow row) => cipher.TryOpen(row.Receiver, PlaceOf(row.PartitionKey, row.RowKey)) is { } receiver
        ? new WebhookEndpoint(
            row.PartitionKey,
            row.RowKey,
            row.Name,
            (WebhookEvents)row.Events,
            Receiver.Read(BinaryData.FromBytes(receiver)),
            row.Created,
            row.Disabled is null ? null : Enum.Parse<EndpointDisabled>(row.Disabled),
            row.FailingSince,
            row.PausedUntil)
        : null;

    private static string PlaceOf(string account, string id) => $"endpoints/{account}/{id}";
}

/// <summary>An endpoint in the table. Partitioned by account.</summary>
public sealed class EndpointRow : ITableEntity
{
    /// <summary>The account.</summary>
    public string PartitionKey { get; set; } = "";

    /// <summary><see cref="WebhookEndpoint.Id"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Name { get; set; } = "";

    public int Events { get; set; }

    /// <summary>Encrypted JSON.</summary>
    public byte[] Receiver { get; set; } = [];

    public DateTimeOffset Created { get; set; }

    public string? Disabled { get; set; }

    public DateTimeOffset? FailingSince { get; set; }

    public DateTimeOffset? PausedUntil { get; set; }
}
