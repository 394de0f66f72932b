using System.Security.Cryptography;

namespace SegFunctions.Webhooks.Signatures;

/// <summary>Secrets as Standard Webhooks spells them: <c>whsec_</c> and the base64 of 24–64 bytes, with its padding.</summary>
public static class WebhookSecret
{
    public const string Rule = "must be whsec_ and the base64, with its padding, of 24 to 64 bytes";
    private const string Prefix = "whsec_";
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    /// <summary>A secret of 24 bytes: their base64 needs no padding, which some libraries lose.</summary>
    public static string Draw() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinBytes));

    public static bool IsValid(string secret) => TryRead(secret) is not null;

    /// <param name="secret">A valid secret.</param>
    public static byte[] Read(string secret) => TryRead(secret) ?? throw new FormatException("A webhook's secret cannot be read.");

    private static byte[]? TryRead(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal) || secret.Any(char.IsWhiteSpace))
        {
            return null;
        }

        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= MinBytes and <= MaxBytes ? bytes[..length] : null;
    }
}
