using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Secrets;
using SegFunctions.Storage;

namespace SegFunctions.Webhooks.Deliveries;

/// <summary>All deliveries, from their first attempt on.</summary>
public sealed class DeliveryTable(TableServiceClient service, SecretCipher cipher) : ISealedTable
{
    private const int PageSize = 100;

    private readonly TableStore _table = new(service, "deliveries");

    /// <returns>Null if there is none, or the keys in the settings cannot open it.</returns>
    public async Task<StoredDelivery?> FindAsync(DeliveryKey key, CancellationToken cancellationToken) =>
        await _table.FindAsync<DeliveryRow>(key.Account, key.RowKey, cancellationToken) is { } row && TryOpen(row) is { } delivery
            ? new StoredDelivery(delivery, row.ETag)
            : null;

    /// <summary>Adds the delivery unless there is one: if two attempts are concurrent, the second sends what the first one wrote.</summary>
    /// <returns>The stored delivery; null if the keys in the settings cannot open it.</returns>
    public async Task<StoredDelivery?> GetOrAddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = Seal(delivery);
        try
        {
            var added = await _table.WriteAsync(client => client.AddEntityAsync(row, cancellationToken), cancellationToken);
            return new StoredDelivery(delivery, added.Headers.ETag ?? default);
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status409Conflict)
        {
            return await FindAsync(delivery.Key, cancellationToken);
        }
    }

    /// <returns>False if there is one already, which stays unchanged.</returns>
    public async Task<bool> TryAddAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var row = Seal(delivery);
        try
        {
            await _table.WriteAsync(client => client.AddEntityAsync(row, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status == StatusCodes.Status409Conflict)
        {
            // If a response is lost, the client library writes again by itself, and finds the row that it has written.
            return (await _table.FindAsync<DeliveryRow>(row.PartitionKey, row.RowKey, cancellationToken))?.Claim == row.Claim;
        }
    }

    /// <summary>Replaces the stored delivery.</summary>
    /// <returns>False if it was changed, or deleted, since it was read.</returns>
    public async Task<bool> TryUpdateAsync(Delivery delivery, ETag read, CancellationToken cancellationToken)
    {
        var row = Seal(delivery);
        try
        {
            await _table.WriteAsync(client => client.UpdateEntityAsync(row, read, TableUpdateMode.Replace, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (exception.Status is StatusCodes.Status404NotFound or StatusCodes.Status412PreconditionFailed)
        {
            // If a response is lost, the client library writes again by itself, and finds the row that it has written.
            return (await _table.FindAsync<DeliveryRow>(row.PartitionKey, row.RowKey, cancellationToken))?.Claim == row.Claim;
        }
    }

    /// <summary>Lists deliveries, those of the newest job first, the latest of them at the front.</summary>
    /// <param name="query">Selects the deliveries.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async IAsyncEnumerable<Delivery> ListAsync(DeliveryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<DeliveryRow>(query.ToFilter(), PageSize, cancellationToken))
        {
            if (TryOpen(row) is { } delivery)
            {
                yield return delivery;
            }
        }
    }

    /// <summary>Deletes the delivery if it exists.</summary>
    public Task RemoveAsync(DeliveryKey key, CancellationToken cancellationToken) => _table.RemoveAsync(key.Account, key.RowKey, cancellationToken);

    /// <summary>Deletes all deliveries about a job, whether they can be decrypted or not.</summary>
    public async Task RemoveOfJobAsync(string account, JobId job, CancellationToken cancellationToken)
    {
        await foreach (var row in _table.QueryAsync<DeliveryRow>(new DeliveryQuery(account, Job: job).ToFilter(), PageSize, cancellationToken))
        {
            await _table.RemoveAsync(row.PartitionKey, row.RowKey, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A row keeps its claim, so that its writer still recognizes its own write.</remarks>
    public Task<int> RenewAsync(CancellationToken cancellationToken) => _table.RenewAsync<DeliveryRow>(TryRenew, cancellationToken);

    private bool TryRenew(DeliveryRow row)
    {
        var key = DeliveryKey.ParseRow(row.PartitionKey, row.RowKey);
        var body = cipher.TryRenew(row.Body, PlaceOf(key, nameof(DeliveryRow.Body)));
        var attempts = cipher.TryRenew(row.Attempts, PlaceOf(key, nameof(DeliveryRow.Attempts)));
        (row.Body, row.Attempts) = (body ?? row.Body, attempts ?? row.Attempts);
        return body is not null || attempts is not null;
    }

    private DeliveryRow Seal(Delivery delivery) => new()
    {
        PartitionKey = delivery.Key.Account,
        RowKey = delivery.Key.RowKey,
        Receiver = delivery.Key.Receiver,
        Event = delivery.Event.ToString(),
        Dialect = delivery.Dialect,
        Plan = (int)delivery.Plan,
        State = delivery.State.ToString(),
        Created = delivery.Created,
        Body = cipher.Seal(delivery.Body.ToMemory().Span, PlaceOf(delivery.Key, nameof(DeliveryRow.Body))),
        Attempts = cipher.Seal(
            BinaryData.FromObjectAsJson(delivery.Attempts, ContractJson.Options).ToMemory().Span, PlaceOf(delivery.Key, nameof(DeliveryRow.Attempts))),
        AttemptCount = delivery.AttemptCount,
        Replays = delivery.Replays,
        Claim = Guid.NewGuid(),
    };

    private Delivery? TryOpen(DeliveryRow row)
    {
        var key = DeliveryKey.ParseRow(row.PartitionKey, row.RowKey);
        return cipher.TryOpen(row.Body, PlaceOf(key, nameof(DeliveryRow.Body))) is { } body
            && cipher.TryOpen(row.Attempts, PlaceOf(key, nameof(DeliveryRow.Attempts))) is { } attempts
            ? new Delivery(
                key,
                Enum.Parse<WebhookEvents>(row.Event),
                row.Dialect,
                (DeliveryPlan)row.Plan,
                Enum.Parse<DeliveryState>(row.State),
                row.Created,
                BinaryData.FromBytes(body),
                BinaryData.FromBytes(attempts).ToObjectFromJson<DeliveryAttempt[]>(ContractJson.Options)!,
                row.AttemptCount,
                row.Replays)
            : null;
    }

    private static string PlaceOf(DeliveryKey key, string column) => $"deliveries/{key.Account}/{key.RowKey}/{column}";
}

/// <param name="Read">ETag of the row, for <see cref="DeliveryTable.TryUpdateAsync"/>.</param>
public sealed record StoredDelivery(Delivery Delivery, ETag Read);

/// <summary>Which deliveries a list contains; a null property matches all.</summary>
/// <param name="After">Only deliveries that follow this one in the list.</param>
/// <param name="Job">Only deliveries about this job.</param>
/// <param name="OlderThan">Only deliveries about jobs older than this one.</param>
/// <param name="From">Only deliveries created at this time or later.</param>
/// <param name="To">Only deliveries created before this time.</param>
public sealed record DeliveryQuery(
    string Account,
    DeliveryKey? After = null,
    JobId? Job = null,
    JobId? OlderThan = null,
    string? Receiver = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null)
{
    internal string ToFilter() => string.Join(" and ", new[]
    {
        TableClient.CreateQueryFilter($"PartitionKey eq {Account}"),
        After is null ? null : TableClient.CreateQueryFilter($"RowKey gt {After.RowKey}"),
        Job is { } job ? TableClient.CreateQueryFilter($"RowKey gt {job.NewestFirstKey} and RowKey lt {job.NewestFirstKey + "a"}") : null,
        OlderThan is { } oldest ? TableClient.CreateQueryFilter($"RowKey gt {oldest.NewestFirstKey + "a"}") : null,
        Receiver is null ? null : TableClient.CreateQueryFilter($"Receiver eq {Receiver}"),
        From is { } from ? TableClient.CreateQueryFilter($"Created ge {from}") : null,
        To is { } to ? TableClient.CreateQueryFilter($"Created lt {to}") : null,
    }.OfType<string>());
}
