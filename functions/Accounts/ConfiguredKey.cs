using System.Security.Cryptography;

namespace SegFunctions.Accounts;

/// <summary>A key from the settings, meant as the first one of a new server: it can create the others.</summary>
public sealed class ConfiguredKey
{
    /// <summary>Hex of the key's SHA-256.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>The account that the key acts for: 1–64 letters, digits, hyphens and underscores, since it appears in blob names and table keys.</summary>
    public string Account { get; set; } = "";

    /// <summary>For people.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>Jobs</c>, <c>Manage</c> or <c>Jobs, Manage</c>.</summary>
    public KeyScopes Scopes { get; set; } = KeyScopes.Jobs;

    public bool IsValid() =>
        Sha256.Length == SHA256.HashSizeInBytes * 2 && Sha256.All(char.IsAsciiHexDigit) && AccountName.IsValid(Account) && Scopes != KeyScopes.None;

    public ApiKey ToKey() => new(Sha256.ToLowerInvariant(), Name, Account, Scopes, null, null, null, null);
}
