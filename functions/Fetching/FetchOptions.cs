using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Fetching;

/// <summary>How the service connects to addresses that clients name. Section <c>Fetch</c>.</summary>
public sealed class FetchOptions : IValidatableObject
{
    public const string Section = "Fetch";

    /// <summary>
    /// Private networks that may be reached, as CIDRs such as <c>10.1.0.0/16</c>; none by default. Metadata addresses
    /// stay blocked in any case.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Redirects to follow per input, 0–20. Webhooks follow none.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How often fetching an input is retried if its server cannot be reached or fails; 0–5.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Time limit for connecting.</summary>
    [Positive]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time limit for the response's first byte, redirects included.</summary>
    [Positive]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time limit for fetching an input completely, retries included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(120);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (i, network) in AllowedNetworks.Index())
        {
            if (!IPNetwork.TryParse(network, out _))
            {
                yield return new ValidationResult($"{Section}:{nameof(AllowedNetworks)}:{i} must be a CIDR, such as 10.1.0.0/16.");
            }
        }

        if (Timeout < FirstByteTimeout)
        {
            yield return new ValidationResult($"{Section}:{nameof(Timeout)} must not be below {Section}:{nameof(FirstByteTimeout)}.");
        }
    }
}

[OptionsValidator]
internal sealed partial class FetchOptionsValidator : IValidateOptions<FetchOptions>;
