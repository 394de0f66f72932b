using System.Text.Json;
using SegFunctions.Accounts;
using SegFunctions.Accounts.Ledger;

namespace SegFunctions.Apis.Own;

/// <summary>Maps between the management calls' records and the model.</summary>
internal static class ManagementJson
{
    private static readonly KeyScopes[] Scopes = [KeyScopes.Jobs, KeyScopes.Manage];

    /// <returns>A function that creates the new key's record from its hash.</returns>
    /// <exception cref="ApiException">Names every fault.</exception>
    public static Func<string, ApiKey> ReadKey(JsonElement body, DateTimeOffset now)
    {
        var faults = new WireFaults();
        var request = new WireReader(faults).Read<CreateKeyRequest>(body);
        if (request.ExpiresAt <= now)
        {
            faults.Add(WireShape.NameOf<CreateKeyRequest>(nameof(request.ExpiresAt)), "must be in the future");
        }

        faults.ThrowIfAny();
        var scopes = (request.Scopes ?? [ToWord(KeyScopes.Jobs)]).Aggregate(KeyScopes.None, (all, word) => all | FindScope(word)!.Value);
        return hash => new ApiKey(
            hash,
            request.Name,
            request.Account,
            scopes,
            now,
            request.ExpiresAt,
            (int?)request.RequestsPerMinute,
            (int?)request.MaxOpenJobs,
            (int?)request.MaxRunning);
    }

    /// <returns>Null for an account without a balance.</returns>
    /// <exception cref="ApiException">The number is missing or invalid.</exception>
    public static long? ReadTokens(JsonElement body)
    {
        var name = WireShape.NameOf<SetTokensRequest>(nameof(SetTokensRequest.Tokens));
        return JsonNames.Find(body, name) is not null
            ? WireReader.ReadWhole<SetTokensRequest>(body).Tokens
            : throw ApiException.ForFaults([$"{name} {SetTokensRequest.Rule}"]);
    }

    public static KeyScopes? FindScope(string word) => Scopes.Where(scope => ToWord(scope) == word).Select(scope => (KeyScopes?)scope).FirstOrDefault();

    public static KeyItem ToItem(ApiKey key) => new(
        key.Id,
        key.Name,
        key.Account,
        [.. Scopes.Where(scope => key.Scopes.HasFlag(scope)).Select(ToWord)],
        key.Created,
        key.Expires,
        key.RequestsPerMinute,
        key.MaxOpenJobs,
        key.MaxRunning);

    public static AccountStateResponse ToState(string account, AccountBalance balance) =>
        new(account, balance.Tokens, balance.OpenJobs, balance.UsedLastDay, balance.Used);

    private static string ToWord(KeyScopes scope) => JsonNamingPolicy.CamelCase.ConvertName(scope.ToString());
}
