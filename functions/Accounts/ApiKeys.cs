using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SegFunctions.Accounts;

/// <summary>The keys in force.</summary>
public sealed class ApiKeys(IOptions<AccountOptions> options)
{
    private readonly (byte[] Hash, string Account)[] keys =
        [.. options.Value.Keys.Select(key => (Convert.FromHexString(key.Sha256), key.Account))];

    /// <summary>Compares with every key in full, so that the time it takes tells nothing.</summary>
    /// <returns>The key's account; null when there is no such key.</returns>
    public string? FindAccount(string apiKey)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(apiKey));
        string? account = null;
        foreach (var key in keys)
        {
            account = CryptographicOperations.FixedTimeEquals(hash, key.Hash) ? key.Account : account;
        }

        return account;
    }
}
