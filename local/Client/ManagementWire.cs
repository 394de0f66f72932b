using System.Text.Json.Serialization;

namespace SegFunctions.Local.Client;

// The bodies of the server's management calls.

/// <summary>POST /manage/keys.</summary>
internal sealed record CreateKeyBody(
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("scopes")] IReadOnlyList<string>? Scopes,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("requestsPerMinute")] int? RequestsPerMinute,
    [property: JsonPropertyName("maxOpenJobs")] int? MaxOpenJobs,
    [property: JsonPropertyName("maxRunning")] int? MaxRunning);

/// <param name="Key">The key itself, which is shown only once.</param>
internal sealed record CreatedKey(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("details")] KeyDetails Details);

/// <summary>GET /manage/keys.</summary>
internal sealed record KeyList([property: JsonPropertyName("keys")] IReadOnlyList<KeyDetails> Keys);

/// <param name="CreatedAt">Null for a key from the server's settings.</param>
internal sealed record KeyDetails(
    [property: JsonPropertyName("keyId")] string KeyId,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("scopes")] IReadOnlyList<string> Scopes,
    [property: JsonPropertyName("createdAt")] DateTimeOffset? CreatedAt = null,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt = null,
    [property: JsonPropertyName("requestsPerMinute")] int? RequestsPerMinute = null,
    [property: JsonPropertyName("maxOpenJobs")] int? MaxOpenJobs = null,
    [property: JsonPropertyName("maxRunning")] int? MaxRunning = null);

/// <summary>PUT /manage/accounts/{account}.</summary>
internal sealed record SetTokensBody([property: JsonPropertyName("tokens")] long? Tokens);

/// <param name="Tokens">Null for an account without a balance.</param>
internal sealed record AccountState(
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("tokens")] long? Tokens,
    [property: JsonPropertyName("openJobs")] int OpenJobs,
    [property: JsonPropertyName("usedLast24h")] long UsedLast24h,
    [property: JsonPropertyName("used")] long Used);
