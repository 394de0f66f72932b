using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SegFunctions.Secrets;

/// <summary>Settings for what is stored encrypted. Section <c>Secrets</c>.</summary>
public sealed class SecretOptions : IValidatableObject
{
    public const string Section = "Secrets";
    private const int MinKeyBytes = 32;

    /// <summary>
    /// Base64, at least 32 bytes each. The first encrypts, all decrypt: put a new one first, and keep the old one for as long as something is
    /// encrypted with it.
    /// </summary>
    public IList<string> Keys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Keys.DefaultIfEmpty("").Index()
        .Where(key => TryDecode(key.Item) is not { Length: >= MinKeyBytes })
        .Select(key => new ValidationResult($"{Section}:{nameof(Keys)}:{key.Index} must be the base64 of at least {MinKeyBytes} random bytes."));

    private static byte[]? TryDecode(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) ? bytes[..length] : null;
    }
}

[OptionsValidator]
internal sealed partial class SecretOptionsValidator : IValidateOptions<SecretOptions>;
