using System.Collections.Concurrent;

namespace Emulators.ServiceBus.Access;

/// <summary>The tokens that a connection has shown, the latest for each path. Thread-safe.</summary>
internal sealed class Grants(SharedAccessKey key)
{
    // Clients show one for each queue and its management node.
    private const int MostPaths = 1_000;

    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _tokens.IsEmpty;

    /// <returns>False when it is not valid, or one too many.</returns>
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

    /// <returns>When the next token runs out; null when none is left to.</returns>
    public DateTimeOffset? NextExpiry(DateTimeOffset now) => _tokens.Values.Select(static token => (DateTimeOffset?)token.ExpiresAt).Where(end => end > now).Min();
}
