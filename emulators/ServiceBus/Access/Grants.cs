using System.Collections.Concurrent;

namespace Emulators.ServiceBus.Access;

/// <summary>The tokens that a connection has presented, the latest for each path. Thread-safe.</summary>
internal sealed class Grants(SharedAccessKey key)
{
    // Clients present one token per queue and one per management node.
    private const int MostPaths = 1_000;

    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _tokens.IsEmpty;

    /// <returns>False if the token is not valid, or the connection has too many.</returns>
    public bool TryAdd(string token, DateTimeOffset now)
    {
        if (AccessToken.Find(token, key, now) is not { } valid || (_tokens.Count >= MostPaths && !_tokens.ContainsKey(valid.Path)))
        {
            return false;
        }

        _tokens[valid.Path] = valid;
        return true;
    }

    /// <returns>Whether a link to that path may be open.</returns>
    public bool Opens(string path, DateTimeOffset now) => _tokens.Values.Any(token => token.ExpiresAt > now && token.Opens(path));

    /// <returns>When the next token expires; null if no valid token is left.</returns>
    public DateTimeOffset? NextExpiry(DateTimeOffset now) => _tokens.Values.Select(static token => (DateTimeOffset?)token.ExpiresAt).Where(end => end > now).Min();
}
