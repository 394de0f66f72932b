using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SegFunctions.Accounts;

/// <summary>One API key, by its hash.</summary>
public sealed partial class AccountKey
{
    /// <summary>Hex of the key's SHA-256.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Owner of what is done with the key: 1–64 letters, digits, hyphens and underscores, as it stands in blob names and table keys.</summary>
    public string Account { get; set; } = "";

    public bool IsValid() =>
        Sha256.Length == SHA256.HashSizeInBytes * 2 && Sha256.All(char.IsAsciiHexDigit) && AccountName().IsMatch(Account);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex AccountName();
}
