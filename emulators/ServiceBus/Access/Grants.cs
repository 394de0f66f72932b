using System.Collections.Concurrent;

namespace Emulators.ServiceBus.Access;

/// <summary>The tokens that a connection has shown, the latest for each path. Thread-safe.</summary>
internal sealed class Grants(SharedAccessKey key, TimeProvider time)
{
    // Clients show one for each queue and its management node.
    private const int MostPaths = 1_000;

    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.OrdinalIgnoreCase);

    public bool IsEmpty => _tokens.IsEmpty;

    /// <summary>When the next token runs out; null when none is left to.</summary>
    public DateTimeOffset? NextExpiry => _tokens.Values.Select(static token => (DateTimeOffset?)token.ExpiresAt).Where(end => end > time.GetUtcNow()).Min();

    /// <returns>Until when it opens links; null when it is not valid, or one too many.</returns>
    public DateTimeOffset? Add(string token)
    {
        if (AccessToken.Find(token, key, time.GetUtcNow()) is not { } valid || (_tokens.Count >= MostPaths && !_tokens.ContainsKey(valid.Path)))
        {
            return null;
        }

        _tokens[valid.Path] = valid;
        return valid.ExpiresAt;
    }

    /// <returns>Until when a link to that path may be open; null when it may not.</returns>
    public DateTimeOffset? FindExpiry(string path)
    {
        var latest = _tokens.Values.Where(token => token.Opens(path)).Select(token => (DateTimeOffset?)token.ExpiresAt).Max();
        return latest > time.GetUtcNow() ? latest : null;
    }
}
