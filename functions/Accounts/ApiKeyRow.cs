using Azure;
using Azure.Data.Tables;

namespace SegFunctions.Accounts;

/// <summary>A key in the table.</summary>
public sealed class ApiKeyRow : ITableEntity
{
    public const string Partition = "keys";

    public string PartitionKey { get; set; } = Partition;

    /// <summary><see cref="ApiKey.Sha256"/>.</summary>
    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Name { get; set; } = "";

    public string Account { get; set; } = "";

    public string Scopes { get; set; } = "";

    public DateTimeOffset Created { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public int? RequestsPerMinute { get; set; }

    public int? MaxOpenJobs { get; set; }

    public int? MaxRunning { get; set; }

    /// <param name="key">One that was created, not configured.</param>
    public static ApiKeyRow Of(ApiKey key) => new()
    {
        RowKey = key.Sha256,
        Name = key.Name,
        Account = key.Account,
        Scopes = key.Scopes.ToString(),
        Created = key.Created ?? throw new ArgumentException("A configured key has no row.", nameof(key)),
        Expires = key.Expires,
        RequestsPerMinute = key.RequestsPerMinute,
        MaxOpenJobs = key.MaxOpenJobs,
        MaxRunning = key.MaxRunning,
    };

    public ApiKey ToKey() =>
        new(RowKey, Name, Account, Enum.Parse<KeyScopes>(Scopes), Created, Expires, RequestsPerMinute, MaxOpenJobs, MaxRunning);
}
