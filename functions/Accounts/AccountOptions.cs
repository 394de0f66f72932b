using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Accounts;

/// <summary>Who may use the service, and how much of it. Section <c>Accounts</c>.</summary>
public sealed class AccountOptions : IValidatableObject
{
    public const string Section = "Accounts";
    private const int MaxPrice = 1_000_000;

    /// <summary>Keys in addition to those created while the server runs. Without any key every request is denied.</summary>
    [ValidateEnumeratedItems]
    public IList<ConfiguredKey> Keys { get; } = [];

    /// <summary>Requests per account or, where a key has its own limit, per key, for each instance of the app; 0 for no limit.</summary>
    [NotNegative]
    public int RequestsPerMinute { get; set; } = 6000;

    /// <summary>Open jobs per account; 0 for no limit.</summary>
    [NotNegative]
    public int MaxOpenJobs { get; set; } = 1000;

    /// <summary>Jobs per account that run at the same time, more are staged; 0 for no limit.</summary>
    [NotNegative]
    public int MaxRunning { get; set; }

    /// <summary>Initial balance of an account at its first job, see <see cref="Prices"/>; null for accounts without a balance, which can spend without limit.</summary>
    [NotNegative]
    public long? Tokens { get; set; }

    /// <summary>Tokens per picture for each API, keyed by the name of its folder; 0 or more, and 1 for an API that is not listed.</summary>
    public IDictionary<string, int> Prices { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long an instance of the app may go on accepting a key that was revoked on another one.</summary>
    [Positive]
    public TimeSpan KeyCacheLifetime { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Prices
        .Where(price => price.Value is < 0 or > MaxPrice)
        .Select(price => new ValidationResult($"{Section}:{nameof(Prices)}:{price.Key} must be between 0 and {MaxPrice}."));
}

[OptionsValidator]
internal sealed partial class AccountOptionsValidator : IValidateOptions<AccountOptions>;
