using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SegFunctions.Secrets;

/// <summary>
/// AES-256-GCM with the keys from the settings. A sealed value is a random nonce of 12 bytes, a tag of 16 bytes, and the ciphertext. It can be opened only in the
/// place that it was sealed for, so that a value copied into another row is useless.
/// </summary>
public sealed class SecretCipher(IOptions<SecretOptions> options)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = NonceBytes + TagBytes;

    /// <summary>Derives the cipher's keys from keys of any length.</summary>
    private readonly byte[][] _keys = [.. options.Value.Keys.Select(key =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(key), KeyBytes, info: "segfunctions secrets"u8.ToArray()))];

    /// <summary>Whether anything can be encrypted with a key other than the first.</summary>
    public bool HasOldKeys => _keys.Length > 1;

    /// <param name="plain">May be empty.</param>
    /// <param name="place">Names where the value will be stored; authenticated, not secret.</param>
    /// <returns>The sealed value, 28 bytes longer than the plain one.</returns>
    public byte[] Seal(ReadOnlySpan<byte> plain, string place)
    {
        var bytes = new byte[HeadBytes + plain.Length];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(_keys[0], TagBytes);
        aes.Encrypt(
            bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(HeadBytes), bytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(place));
        return bytes;
    }

    /// <returns>Null if the value was altered, moved from its place, or sealed with a key that is no longer in the settings.</returns>
    public byte[]? TryOpen(ReadOnlySpan<byte> sealedBytes, string place) => TryOpen(sealedBytes, place, out _);

    /// <returns>The value sealed with the first key; null if it already is, or cannot be opened.</returns>
    public byte[]? TryRenew(ReadOnlySpan<byte> sealedBytes, string place) =>
        TryOpen(sealedBytes, place, out var key) is { } plain && key > 0 ? Seal(plain, place) : null;

    private byte[]? TryOpen(ReadOnlySpan<byte> sealedBytes, string place, out int key)
    {
        key = 0;
        if (sealedBytes.Length < HeadBytes)
        {
            return null;
        }

        var plain = new byte[sealedBytes.Length - HeadBytes];
        for (; key < _keys.Length; key++)
        {
            try
            {
                using var aes = new AesGcm(_keys[key], TagBytes);
                aes.Decrypt(
                    sealedBytes[..NonceBytes], sealedBytes[HeadBytes..], sealedBytes[NonceBytes..HeadBytes], plain, Encoding.UTF8.GetBytes(place));
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                // Sealed with another key, or altered.
            }
        }

        return null;
    }
}
