using NSec.Cryptography;

namespace SegFunctions.Webhooks.Signatures;

/// <summary>Ed25519 keys as Standard Webhooks spells them: <c>whsk_</c> and <c>whpk_</c> before the base64 of 32 bytes.</summary>
public static class SigningKey
{
    private const string PrivatePrefix = "whsk_";
    private const string PublicPrefix = "whpk_";

    public static string Draw()
    {
        using var key = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        return PrivatePrefix + Convert.ToBase64String(key.Export(KeyBlobFormat.RawPrivateKey));
    }

    /// <param name="signingKey">As <see cref="Draw"/> spells it.</param>
    public static string ToPublic(string signingKey)
    {
        using var key = Read(signingKey);
        return PublicPrefix + Convert.ToBase64String(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <param name="signingKey">As <see cref="Draw"/> spells it.</param>
    /// <param name="content">What is signed.</param>
    /// <returns>64 bytes.</returns>
    public static byte[] Sign(string signingKey, ReadOnlySpan<byte> content)
    {
        using var key = Read(signingKey);
        return SignatureAlgorithm.Ed25519.Sign(key, content);
    }

    private static Key Read(string signingKey) =>
        Key.Import(SignatureAlgorithm.Ed25519, Convert.FromBase64String(signingKey[PrivatePrefix.Length..]), KeyBlobFormat.RawPrivateKey);
}
