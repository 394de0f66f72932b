namespace SegFunctions.Accounts;

/// <summary>A key as the service stores it: never the key itself, only its hash.</summary>
/// <param name="Sha256">Lower-case hex of the key's SHA-256.</param>
/// <param name="Name">Display name; may be empty.</param>
/// <param name="Account">The account that the key acts for.</param>
/// <param name="Scopes">What the key grants.</param>
/// <param name="Created">Null for a key from the settings.</param>
/// <param name="Expires">When the key expires; null for never.</param>
/// <param name="RequestsPerMinute">Null for the accounts' default, 0 for no limit.</param>
/// <param name="MaxOpenJobs">Null for the accounts' default, 0 for no limit.</param>
/// <param name="MaxRunning">Null for the accounts' default, 0 for no limit.</param>
public sealed record ApiKey(
    string Sha256,
    string Name,
    string Account,
    KeyScopes Scopes,
    DateTimeOffset? Created,
    DateTimeOffset? Expires,
    int? RequestsPerMinute,
    int? MaxOpenJobs,
    int? MaxRunning = null)
{
    private const string IdPrefix = "key_";
    private const int IdDigits = 16;

    /// <summary>Public name of the key: the first digits of its hash.</summary>
    public string Id => IdPrefix + Sha256[..IdDigits];

    /// <summary>Reads the digits of the hash that an id contains.</summary>
    /// <returns>False if the text is not an id.</returns>
    public static bool TryReadId(string id, out string hashPrefix)
    {
        var isId = id.Length == IdPrefix.Length + IdDigits
            && id.StartsWith(IdPrefix, StringComparison.Ordinal)
            && id[IdPrefix.Length..].All(char.IsAsciiHexDigitLower);
        hashPrefix = isId ? id[IdPrefix.Length..] : "";
        return isId;
    }
}

/// <summary>What a key grants.</summary>
[Flags]
public enum KeyScopes
{
    None = 0,

    /// <summary>The APIs: uploads, jobs and results of the key's account.</summary>
    Jobs = 1,

    /// <summary>Keys and balances of every account.</summary>
    Manage = 2,
}
