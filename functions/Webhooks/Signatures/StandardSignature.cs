using System.Security.Cryptography;
using System.Text;

namespace SegFunctions.Webhooks.Signatures;

/// <summary>The header <c>webhook-signature</c> of Standard Webhooks 1.0.</summary>
public static class StandardSignature
{
    /// <summary>
    /// Signatures with secrets come first, ed25519 ones last, since some libraries stop at an entry of a kind that they do not know. While a secret
    /// is being rotated, the new one's signature is repeated after the old one's: a widespread library never reads the last of several entries.
    /// </summary>
    /// <param name="messageId">The message's id.</param>
    /// <param name="timestamp">Time of the attempt, Unix seconds.</param>
    /// <param name="body">The body as sent.</param>
    /// <param name="receiver">A receiver with a secret.</param>
    /// <param name="now">Decides whether retired keys still sign.</param>
    public static string Create(string messageId, long timestamp, ReadOnlySpan<byte> body, Receiver receiver, DateTimeOffset now)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{messageId}.{timestamp}.")), .. body];
        var retired = receiver.Retired is { } old && now < old.Until ? old : null;
        string[] secrets = retired is null ? [receiver.Secret!] : [receiver.Secret!, retired.Secret, receiver.Secret!];
        string?[] keys = [receiver.SigningKey, retired?.SigningKey];
        return string.Join(' ', [
            .. secrets.Select(secret => "v1," + Convert.ToBase64String(HMACSHA256.HashData(WebhookSecret.Read(secret), content))),
            .. keys.OfType<string>().Select(key => "v1a," + Convert.ToBase64String(SigningKey.Sign(key, content))),
        ]);
    }
}
