using System.Text.Json;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Apis.Own;

/// <summary>Management's requests and answers to and from the model.</summary>
internal static class ManagementJson
{
    private const int MaxNameLength = 100;

    private static readonly KeyScopes[] Scopes = [KeyScopes.Jobs, KeyScopes.Manage];

    /// <summary>Reads <c>{"name", "account", "scopes", "expiresAt", "requestsPerMinute", "maxOpenJobs"}</c>; only the account has no default.</summary>
    /// <returns>From the new key's hash to its record; only if the fields have no fault.</returns>
    public static Func<string, ApiKey> ReadKey(JsonFields fields, DateTimeOffset now)
    {
        var name = fields.Text("name") ?? "";
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            fields.Fault($"name must have at most {MaxNameLength} characters and no control characters");
        }

        var account = fields.Text("account") ?? "";
        if (!AccountName.IsValid(account))
        {
            fields.Fault($"account must be {AccountName.Rule}");
        }

        var expires = fields.Time("expiresAt");
        if (expires <= now)
        {
            fields.Fault("expiresAt must be in the future");
        }

        var scopes = ReadScopes(fields);
        var requests = ReadLimit(fields, "requestsPerMinute");
        var jobs = ReadLimit(fields, "maxOpenJobs");
        return hash => new ApiKey(hash, name, account, scopes, now, expires, requests, jobs);
    }

    /// <summary>Reads <c>{"tokens": number or null}</c>, which must be there.</summary>
    public static long? ReadTokens(JsonElement body)
    {
        if (body.TryGetProperty("tokens", out var value) && value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var fields = new JsonFields(body);
        var tokens = fields.WholeNumber("tokens");
        if (tokens is null or < 0)
        {
            fields.Fault("tokens must be 0 or more, or null for an account without a balance");
        }

        fields.ThrowIfFaulty();
        return tokens;
    }

    public static KeyItem ToItem(ApiKey key) => new(
        key.Id,
        key.Name,
        key.Account,
        [.. Scopes.Where(scope => key.Scopes.HasFlag(scope)).Select(ToWord)],
        key.Created,
        key.Expires,
        key.RequestsPerMinute,
        key.MaxOpenJobs);

    public static AccountStateResponse ToState(string account, AccountBalance balance) =>
        new(account, balance.Tokens, balance.OpenJobs, balance.UsedLastDay, balance.Used);

    private static KeyScopes ReadScopes(JsonFields fields)
    {
        var words = fields.Texts("scopes") ?? [ToWord(KeyScopes.Jobs)];
        if (words.Count == 0 || words.Any(word => !Scopes.Any(scope => ToWord(scope) == word)))
        {
            fields.Fault("scopes must hold jobs, manage or both");
        }

        return Scopes.Where(scope => words.Contains(ToWord(scope))).Aggregate(KeyScopes.None, (all, scope) => all | scope);
    }

    private static int? ReadLimit(JsonFields fields, string name)
    {
        var value = fields.WholeNumber(name);
        if (value is < 0 or > int.MaxValue)
        {
            fields.Fault($"{name} must be 0 for no limit, or more");
            return null;
        }

        return (int?)value;
    }

    private static string ToWord(KeyScopes scope) => JsonNamingPolicy.CamelCase.ConvertName(scope.ToString());
}
