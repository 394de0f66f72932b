using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Emulators.ServiceBus.Access;

/// <summary>A verified shared access signature: what it grants, and until when. Format: "Service Bus access control with shared access signatures".</summary>
/// <param name="Path">Path of the entity, without slashes around it; empty for the whole namespace.</param>
/// <param name="ExpiresAt">When the token expires.</param>
internal sealed record AccessToken(string Path, DateTimeOffset ExpiresAt)
{
    private const string Scheme = "SharedAccessSignature ";
    private const int LongestToken = 4 * 1024;

    /// <param name="text">The token as the client sent it.</param>
    /// <param name="key">The key that must have signed it.</param>
    /// <param name="now">The token must expire later than this.</param>
    /// <returns>Null if the token is malformed, forged, signed with another key, or expired.</returns>
    public static AccessToken? Find(string text, SharedAccessKey key, DateTimeOffset now)
    {
        if (text.Length > LongestToken || !text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var fields = new Dictionary<string, string>();
        foreach (var field in text[Scheme.Length..].Split('&'))
        {
            var pair = field.Split('=', 2);
            if (pair.Length != 2 || !fields.TryAdd(pair[0], pair[1]))
            {
                return null;
            }
        }

        return IsSigned(fields, key)
            && long.TryParse(fields["se"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && DateTimeOffset.FromUnixTimeSeconds(seconds) is var expiresAt && expiresAt > now
            && Uri.TryCreate(Uri.UnescapeDataString(fields["sr"]), UriKind.Absolute, out var resource)
                ? new AccessToken(Uri.UnescapeDataString(resource.AbsolutePath).Trim('/'), expiresAt)
                : null;
    }

    /// <param name="path">Path of an entity, a subqueue or a management node.</param>
    /// <returns>Whether the path is the token's own entity or below it.</returns>
    public bool Opens(string path) =>
        Path.Length == 0
        || (path.StartsWith(Path, StringComparison.OrdinalIgnoreCase) && (path.Length == Path.Length || path[Path.Length] == '/'));

    private static bool IsSigned(Dictionary<string, string> fields, SharedAccessKey key)
    {
        if (!fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("se", out var expiry)
            || !fields.TryGetValue("sig", out var signature) || !fields.TryGetValue("skn", out var name))
        {
            return false;
        }

        var expected = Encoding.UTF8.GetBytes(key.Sign(resource, expiry));
        var isRight = CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(Uri.UnescapeDataString(signature)));
        return isRight && Uri.UnescapeDataString(name) == SharedAccessKey.Name;
    }
}
