using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SegFunctions.Accounts;

/// <summary>The key itself, which only its owner has: <c>seg_</c> and 32 random bytes as base64url.</summary>
internal static class ApiKeySecret
{
    private const string Prefix = "seg_";
    private const int RandomBytes = 32;
    private static readonly int Length = Prefix.Length + Base64Url.GetEncodedLength(RandomBytes);

    public static string Draw() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Whether the text has the form of a key, so that storage is not queried for garbage.</summary>
    public static bool HasForm(string key) => key.Length == Length && key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <returns>Lower-case hex of the key's SHA-256.</returns>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
