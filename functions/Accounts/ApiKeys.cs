using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace SegFunctions.Accounts;

/// <summary>The valid keys: those of the settings, and those of the table, which are cached for a while.</summary>
public sealed class ApiKeys(IOptions<AccountOptions> options, ApiKeyTable table, TimeProvider time) : IDisposable
{
    private const int RememberedKeys = 10_000;

    private readonly (byte[] Hash, ApiKey Key)[] _configured =
        [.. options.Value.Keys.Select(key => (Convert.FromHexString(key.Sha256), key.ToKey()))];

    private readonly MemoryCache _remembered = new(new MemoryCacheOptions { SizeLimit = RememberedKeys });

    /// <summary>Compares with every configured key in full, so that the timing reveals nothing; the others are looked up by their hash.</summary>
    /// <returns>Null if there is no such key, or it has expired.</returns>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken) =>
        await FindEverAsync(secret, cancellationToken) is { } key && !HasExpired(key) ? key : null;

    /// <summary>Whether the text is a known key that has expired; such a key grants nothing.</summary>
    public async Task<bool> HasExpiredAsync(string secret, CancellationToken cancellationToken) =>
        await FindEverAsync(secret, cancellationToken) is { } key && HasExpired(key);

    /// <returns>The settings' keys, then the others, oldest first.</returns>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        [.. _configured.Select(known => known.Key), .. (await table.ListAsync(cancellationToken)).OrderBy(key => key.Created)];

    /// <param name="describe">Creates the record to store from the key's hash.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The record, and the key itself, which is not stored.</returns>
    public async Task<(ApiKey Key, string Secret)> CreateAsync(Func<string, ApiKey> describe, CancellationToken cancellationToken)
    {
        var secret = ApiKeySecret.Draw();
        var key = describe(ApiKeySecret.Hash(secret));
        await table.AddAsync(key, cancellationToken);
        return (key, secret);
    }

    /// <returns>False if the table has no such key.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancellationToken)
    {
        var key = await table.RemoveAsync(id, cancellationToken);
        if (key is not null)
        {
            _remembered.Remove(key.Sha256);
        }

        return key is not null;
    }

    public void Dispose() => _remembered.Dispose();

    private bool HasExpired(ApiKey key) => key.Expires <= time.GetUtcNow();

    private async Task<ApiKey?> FindEverAsync(string secret, CancellationToken cancellationToken)
    {
        var hash = ApiKeySecret.Hash(secret);
        return FindConfigured(Convert.FromHexString(hash)) ?? (ApiKeySecret.HasForm(secret) ? await FindStoredAsync(hash, cancellationToken) : null);
    }

    private ApiKey? FindConfigured(byte[] hash)
    {
        ApiKey? found = null;
        foreach (var known in _configured)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, known.Hash) ? known.Key : found;
        }

        return found;
    }

    /// <summary>Misses are cached as well.</summary>
    private async Task<ApiKey?> FindStoredAsync(string hash, CancellationToken cancellationToken)
    {
        if (_remembered.TryGetValue(hash, out ApiKey? known))
        {
            return known;
        }

        var key = await table.FindAsync(hash, cancellationToken);
        var entry = new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = options.Value.KeyCacheLifetime };
        return _remembered.Set(hash, key, entry);
    }
}
