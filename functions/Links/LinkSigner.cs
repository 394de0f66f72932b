using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SegFunctions.Links;

/// <summary>
/// Signed, expiring tokens: base64url of HMAC-SHA256 and payload. The payload is lines of text: purpose, expiry in Unix seconds,
/// then the fields. It is signed, not encrypted.
/// </summary>
public sealed class LinkSigner(IOptions<LinkOptions> options, TimeProvider time)
{
    private const char Separator = '\n';
    private const int HeaderLines = 2;

    private readonly byte[][] _keys = [.. options.Value.SigningKeys.Select(Convert.FromBase64String)];

    /// <param name="lifetime">Rounded up to a whole second.</param>
    /// <param name="fields">Texts without line breaks.</param>
    public string Sign(LinkPurpose purpose, TimeSpan lifetime, params IReadOnlyList<string> fields)
    {
        if (fields.Any(field => field.Contains(Separator, StringComparison.Ordinal)))
        {
            throw new ArgumentException("A link's field must not contain a line break.", nameof(fields));
        }

        var expires = (time.GetUtcNow() + lifetime).ToUnixTimeMilliseconds();
        var seconds = ((expires + 999) / 1000).ToString(CultureInfo.InvariantCulture);
        var payload = Encoding.UTF8.GetBytes(string.Join(Separator, [purpose.ToString(), seconds, .. fields]));
        return Base64Url.EncodeToString([.. HMACSHA256.HashData(_keys[0], payload), .. payload]);
    }

    /// <returns>The fields; null if the token was altered, has expired, or is for another purpose.</returns>
    public IReadOnlyList<string>? TryRead(LinkPurpose purpose, string token) =>
        Read(purpose, token) is { } read && !HasPassed(read.Expires) ? read.Fields : null;

    /// <summary>Whether the token was valid for this purpose and has expired.</summary>
    public bool HasExpired(LinkPurpose purpose, string token) => Read(purpose, token) is { } read && HasPassed(read.Expires);

    private bool HasPassed(long seconds) => time.GetUtcNow().ToUnixTimeMilliseconds() >= seconds * 1000;

    private (long Expires, IReadOnlyList<string> Fields)? Read(LinkPurpose purpose, string token)
    {
        if (Decode(token) is not { Length: > HMACSHA256.HashSizeInBytes } bytes || !IsSigned(bytes))
        {
            return null;
        }

        var lines = Encoding.UTF8.GetString(bytes.AsSpan(HMACSHA256.HashSizeInBytes)).Split(Separator);
        return lines.Length >= HeaderLines
            && lines[0] == purpose.ToString()
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
                ? (expires, lines[HeaderLines..])
                : null;
    }

    private bool IsSigned(byte[] bytes)
    {
        var mac = bytes.AsSpan(0, HMACSHA256.HashSizeInBytes);
        var payload = bytes.AsSpan(HMACSHA256.HashSizeInBytes);
        var signed = false;
        foreach (var key in _keys)
        {
            signed |= CryptographicOperations.FixedTimeEquals(mac, HMACSHA256.HashData(key, payload));
        }

        return signed;
    }

    /// <summary>Accepts only the spelling that <see cref="Sign"/> writes: the unused bits of the last character must not allow a second spelling.</summary>
    private static byte[]? Decode(string token)
    {
        var bytes = Base64Url.IsValid(token) ? Base64Url.DecodeFromChars(token) : null;
        return bytes is not null && Base64Url.EncodeToString(bytes) == token ? bytes : null;
    }
}

/// <summary>What a signed link permits; a link for one purpose is never valid for another.</summary>
public enum LinkPurpose
{
    /// <summary>Uploading one input.</summary>
    Upload,

    /// <summary>Downloading one stored file.</summary>
    File,

    /// <summary>Downloading one stored file for as long as it is kept.</summary>
    KeptFile,

    /// <summary>Giving a kept file its content.</summary>
    FileContent,

    /// <summary>Giving a kept file one part of its content.</summary>
    FilePart,
}
