using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using SegFunctions.Storage;

namespace SegFunctions.Files;

/// <summary>The table of files. A file and its unique names are written and removed together, or not at all.</summary>
public sealed class FileTable(TableServiceClient service)
{
    private const int PageRows = 1000;

    private readonly TableStore _table = new(service, "files");

    /// <returns>The names that other files already have, in which case nothing was written; null if the id is taken; empty on success.</returns>
    public async Task<IReadOnlyList<FileName>?> TryAddAsync(StoredFile file, CancellationToken cancellationToken)
    {
        var row = FileRow.Of(file);
        row.Claim = Guid.NewGuid().ToString("N");
        var names = NamesOf(file.Description).ToList();
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Add, row),
            .. names.Select(name => new TableTransactionAction(TableTransactionActionType.Add, NameRow(file, name))),
        ];
        try
        {
            await _table.WriteAsync(client => client.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);
            return [];
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            return await FindTakenAsync(row, file.Scope, names, cancellationToken);
        }
    }

    /// <returns>Null if the scope has no such file.</returns>
    public async Task<StoredRow?> FindAsync(FileScope scope, FileName name, CancellationToken cancellationToken)
    {
        var id = name.Id ?? await FindIdAsync(scope, name, cancellationToken);
        return id is { } known && await _table.FindAsync<FileRow>(scope.Partition, FileRow.KeyOf(known), cancellationToken) is { } row
            ? new StoredRow(row.ToFile(), row.ETag)
            : null;
    }

    /// <returns>False if the file was changed or deleted since it was read.</returns>
    public async Task<bool> TryReplaceAsync(StoredFile file, ETag unchanged, CancellationToken cancellationToken)
    {
        try
        {
            await _table.WriteAsync(client => client.UpdateEntityAsync(FileRow.Of(file), unchanged, TableUpdateMode.Replace, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (IsLost(exception))
        {
            return false;
        }
    }

    /// <returns>False if the file was changed or deleted since it was read.</returns>
    public async Task<bool> TryRemoveAsync(StoredRow stored, CancellationToken cancellationToken)
    {
        var row = FileRow.Of(stored.File);
        List<TableTransactionAction> actions =
        [
            new(TableTransactionActionType.Delete, row, stored.ETag),
            .. NamesOf(stored.File.Description).Select(name => new TableTransactionAction(TableTransactionActionType.Delete, NameRow(stored.File, name), ETag.All)),
        ];
        try
        {
            await _table.WriteAsync(client => client.SubmitTransactionAsync(actions, cancellationToken), cancellationToken);
            return true;
        }
        catch (RequestFailedException exception) when (IsLost(exception))
        {
            return false;
        }
    }

    /// <param name="after">Only files with a greater id; null to begin with the first.</param>
    /// <param name="wanted">How many files the caller will read, at least 1; null for all.</param>
    /// <returns>In order of their ids, which is the order of their creation.</returns>
    public IAsyncEnumerable<StoredFile> ListAsync(FileScope scope, FileId? after, int? wanted, CancellationToken cancellationToken)
    {
        var first = after is { } last ? FileRow.KeyOf(last) : FileRow.FirstKey;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {scope.Partition} and RowKey gt {first} and RowKey lt {FileRow.EndKey}");
        return _table.QueryAsync<FileRow>(filter, Math.Min(wanted ?? PageRows, PageRows), cancellationToken).Select(row => row.ToFile());
    }

    /// <returns>The files of all accounts that were announced by this time and have no content.</returns>
    public IAsyncEnumerable<StoredRow> ListEmptyAsync(DateTimeOffset created, CancellationToken cancellationToken) =>
        _table.QueryAsync<FileRow>(
            TableClient.CreateQueryFilter($"RowKey gt {FileRow.FirstKey} and RowKey lt {FileRow.EndKey} and Created le {created}"), PageRows, cancellationToken)
            .Where(row => row.Content is null)
            .Select(row => new StoredRow(row.ToFile(), row.ETag));

    private static IEnumerable<FileName> NamesOf(FileDescription described)
    {
        if (described.ExternalId is { } externalId)
        {
            yield return new FileName(ExternalId: externalId);
        }

        if (described.Instance is { } instance)
        {
            yield return new FileName(Instance: instance);
        }
    }

    private static FileNameRow NameRow(StoredFile file, FileName name) =>
        new() { PartitionKey = file.Scope.Partition, RowKey = NameKey(name), File = file.Id.Value };

    private static string NameKey(FileName name) => name is { ExternalId: { } externalId }
        ? "x" + Hash(externalId)
        : "y" + Hash($"{name.Instance!.Space}\n{name.Instance.ExternalId}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static bool IsLost(RequestFailedException exception) =>
        exception.Status is StatusCodes.Status412PreconditionFailed or StatusCodes.Status404NotFound;

    private async Task<FileId?> FindIdAsync(FileScope scope, FileName name, CancellationToken cancellationToken) =>
        await _table.FindAsync<FileNameRow>(scope.Partition, NameKey(name), cancellationToken) is { } row ? new FileId(row.File) : null;

    private async Task<IReadOnlyList<FileName>?> FindTakenAsync(FileRow row, FileScope scope, List<FileName> names, CancellationToken cancellationToken)
    {
        if (await _table.FindAsync<FileRow>(row.PartitionKey, row.RowKey, cancellationToken) is { } there)
        {
            // If a response is lost, the client library retries the transaction by itself, and finds the rows that it has added.
            return there.Claim == row.Claim ? [] : null;
        }

        var taken = new List<FileName>();
        foreach (var name in names)
        {
            if (await FindIdAsync(scope, name, cancellationToken) is not null)
            {
                taken.Add(name);
            }
        }

        // The other file was deleted meanwhile, so the next attempt succeeds.
        return taken.Count == 0 ? null : taken;
    }
}

/// <summary>A file as read from the table.</summary>
/// <param name="ETag">Changes whenever the row does.</param>
public sealed record StoredRow(StoredFile File, ETag ETag);
