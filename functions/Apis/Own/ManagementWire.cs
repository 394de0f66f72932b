using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Own;

// Bodies of our own management calls. Properties are always present unless documented otherwise.

/// <summary>A key's details, without its secret.</summary>
/// <param name="KeyId">The key's public id.</param>
/// <param name="Scopes"><c>jobs</c>, <c>manage</c>, or both.</param>
/// <param name="CreatedAt">Null for a key from the settings, which cannot be revoked through the API.</param>
/// <param name="ExpiresAt">When the key expires; null for never.</param>
/// <param name="RequestsPerMinute">Null for the server's default, 0 for no limit.</param>
/// <param name="MaxOpenJobs">Null for the server's default, 0 for no limit.</param>
/// <param name="MaxRunning">Null for the server's default, 0 for no limit.</param>
internal sealed record KeyItem(
    [property: JsonPropertyName("keyId")] string KeyId,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("scopes")] IReadOnlyList<string> Scopes,
    [property: JsonPropertyName("createdAt")] DateTimeOffset? CreatedAt,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("requestsPerMinute")] int? RequestsPerMinute,
    [property: JsonPropertyName("maxOpenJobs")] int? MaxOpenJobs,
    [property: JsonPropertyName("maxRunning")] int? MaxRunning);

/// <summary>POST /manage/keys. Only the account is required.</summary>
/// <param name="Scopes"><c>jobs</c>, <c>manage</c>, or both; default <c>jobs</c>.</param>
/// <param name="ExpiresAt">When the key expires, in the future; default never.</param>
/// <param name="RequestsPerMinute">0 for no limit; default: the server's limit.</param>
/// <param name="MaxOpenJobs">0 for no limit; default: the server's limit.</param>
/// <param name="MaxRunning">Jobs that run at the same time; further ones are staged. 0 for no limit; default: the server's limit.</param>
internal sealed record CreateKeyRequest(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("expiresAt")] DateTimeOffset? ExpiresAt,
    [property: JsonPropertyName("scopes")] IReadOnlyList<string>? Scopes,
    [property: JsonPropertyName("requestsPerMinute"), Range(0.0, int.MaxValue, ErrorMessage = CreateKeyRequest.NoLimit)] long? RequestsPerMinute,
    [property: JsonPropertyName("maxOpenJobs"), Range(0.0, int.MaxValue, ErrorMessage = CreateKeyRequest.NoLimit)] long? MaxOpenJobs,
    [property: JsonPropertyName("maxRunning"), Range(0.0, int.MaxValue, ErrorMessage = CreateKeyRequest.NoLimit)] long? MaxRunning)
    : IValidatableObject
{
    private const int MaxNameLength = 100;
    private const string NoLimit = "must be 0 for no limit, or more";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Name.Length > MaxNameLength || Name.Any(char.IsControl))
        {
            yield return Fault($"must have at most {MaxNameLength} characters and no control characters", nameof(Name));
        }

        if (!AccountName.IsValid(Account))
        {
            yield return Fault($"must be {AccountName.Rule}", nameof(Account));
        }

        if (Scopes is not null && (Scopes.Count == 0 || Scopes.Any(word => ManagementJson.FindScope(word) is null)))
        {
            yield return Fault("must hold jobs, manage or both", nameof(Scopes));
        }
    }

    private static ValidationResult Fault(string clause, string property) => new(clause, [WireShape.NameOf<CreateKeyRequest>(property)]);
}

/// <summary>PUT /manage/accounts/{account}. The field is required, even if it is null.</summary>
/// <param name="Tokens">0 or more; null for an account without a balance.</param>
internal sealed record SetTokensRequest(
    [property: JsonPropertyName("tokens"), JsonIgnore(Condition = JsonIgnoreCondition.Never), Range(0.0, double.MaxValue, ErrorMessage = SetTokensRequest.Rule)] long? Tokens)
{
    public const string Rule = "must be 0 or more, or null for an account without a balance";
}

/// <summary>GET /manage/keys.</summary>
internal sealed record KeysResponse([property: JsonPropertyName("keys")] IReadOnlyList<KeyItem> Keys);

/// <summary>POST /manage/keys.</summary>
/// <param name="Key">The key itself, which is shown only once and never stored.</param>
/// <param name="Details">What is stored about the key.</param>
internal sealed record KeyCreatedResponse(
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("details")] KeyItem Details);

/// <summary>GET and PUT /manage/accounts/{account}.</summary>
/// <param name="Tokens">Tokens available for new jobs; null for an account without a balance.</param>
/// <param name="OpenJobs">Jobs that are not terminal.</param>
/// <param name="Used">Tokens ever used.</param>
internal sealed record AccountStateResponse(
    [property: JsonPropertyName("account")] string Account,
    [property: JsonPropertyName("tokens")] long? Tokens,
    [property: JsonPropertyName("openJobs")] int OpenJobs,
    [property: JsonPropertyName("usedLast24h")] long UsedLast24h,
    [property: JsonPropertyName("used")] long Used);
