using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;
using SegFunctions.Configuration;

namespace SegFunctions.Fetching;

/// <summary>How the service reaches addresses that clients name. Section <c>Fetch</c>.</summary>
public sealed class FetchOptions : IValidatableObject
{
    public const string Section = "Fetch";

    /// <summary>
    /// Networks that are reached although they are private, as CIDRs such as <c>10.1.0.0/16</c>; none by default. Metadata addresses
    /// stay closed whatever stands here.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>Of one input, 0–20. A webhook follows none.</summary>
    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>How often an input is asked for again when its server cannot be reached or fails; 0–5.</summary>
    [Range(0, 5)]
    public int Retries { get; set; } = 2;

    /// <summary>Until a connection is made.</summary>
    [Positive]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Until an answer begins, redirects included.</summary>
    [Positive]
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Until an input is there to its last byte, everything included.</summary>
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
