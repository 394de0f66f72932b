using System.Text.Json.Serialization;

namespace SegFunctions.Apis.Own;

// Bodies of our own management calls. A property is always present unless its line says otherwise.

/// <summary>A key, without the key.</summary>
/// <param name="KeyId">Names it where it can be seen.</param>
/// <param name="Scopes"><c>jobs</c>, <c>manage</c>.</param>
/// <param name="CreatedAt">Null for a key of the settings, which cannot be revoked here.</param>
/// <param name="ExpiresAt">Null for never.</param>
/// <param name="RequestsPerMinute">Null for the server's default, 0 for no limit.</param>
/// <param name="MaxOpenJobs">Null for the server's default, 0 for no limit.</param>
internal sealed record KeyItem(
    [property: JsonPropertyName("keyId")] string KeyId,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("scopes")] IReadOnlyList<string> Scopes,
    [property: JsonPropertyName("createdAt")] DateTimeOffset? CreatedAt,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("requestsPerMinute")] int? RequestsPerMinute,
    [property: JsonPropertyName("maxOpenJobs")] int? MaxOpenJobs);

/// <summary>GET /manage/keys.</summary>
internal sealed record KeysResponse([property: JsonPropertyName("keys")] IReadOnlyList<KeyItem> Keys);

/// <summary>POST /manage/keys.</summary>
/// <param name="Key">The key itself: shown this once, stored nowhere.</param>
/// <param name="Details">What is kept of it.</param>
internal sealed record KeyCreatedResponse(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("details")] KeyItem Details);

/// <summary>GET and PUT /manage/accounts/{account}.</summary>
/// <param name="Tokens">Left for new jobs; null without a balance.</param>
/// <param name="OpenJobs">Jobs that have not ended.</param>
/// <param name="Used">Tokens ever used.</param>
internal sealed record AccountStateResponse(
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("tokens")] long? Tokens,
    [property: JsonPropertyName("openJobs")] int OpenJobs,
    [property: JsonPropertyName("usedLast24h")] long UsedLast24h,
    [property: JsonPropertyName("used")] long Used);
