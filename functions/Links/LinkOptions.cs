using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Links;

/// <summary>Settings of public links. Section <c>Links</c>.</summary>
public sealed class LinkOptions : IValidatableObject
{
    public const string Section = "Links";
    private const int MinKeyBytes = 32;

    /// <summary>Base64, at least 32 bytes each. The first signs, all verify: put a new one first, and remove the old one after the longest lifetime of a link, 8 days.</summary>
    public IList<string> SigningKeys { get; } = [];

    /// <summary>The absolute address at which clients reach this service. Links are never made from a request's Host header.</summary>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>How long a link to a result or an archive is valid.</summary>
    [Positive]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Whether clients are sent to the storage account itself, with an address that is valid for minutes: for uploads too big for the app,
    /// and for downloads over <see cref="MaxStreamedBytes"/>. Set it to false if clients cannot reach the account.
    /// </summary>
    public bool DirectToStorage { get; set; } = true;

    /// <summary>Downloads up to this size are streamed through the app.</summary>
    [NotNegative]
    public long MaxStreamedBytes { get; set; } = 32_000_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicBaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            yield return new ValidationResult($"{Section}:{nameof(PublicBaseUrl)} must be an absolute http(s) address.");
        }

        foreach (var (i, key) in SigningKeys.DefaultIfEmpty("").Index())
        {
            if (TryDecode(key) is not { Length: >= MinKeyBytes })
            {
                yield return new ValidationResult($"{Section}:{nameof(SigningKeys)}:{i} must be the base64 of at least {MinKeyBytes} random bytes.");
            }
        }
    }

    private static byte[]? TryDecode(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) ? bytes[..length] : null;
    }
}

[OptionsValidator]
internal sealed partial class LinkOptionsValidator : IValidateOptions<LinkOptions>;
