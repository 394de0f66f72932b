using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SegFunctions.Accounts;

namespace SegFunctions.Apis.Cognite;

/// <summary>Settings of the API for Cognite's clients. Section <c>Cognite</c>.</summary>
public sealed class CogniteOptions : IValidatableObject
{
    public const string Section = "Cognite";

    /// <summary>Whether a segmentation request must have the header <c>cdf-version: beta</c>, or a dated one that ends in <c>-beta</c>.</summary>
    public bool RequireBeta { get; set; }

    public IdentityProviderOptions OpenIdConnect { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        OpenIdConnect.FindFaults().Select(fault => new ValidationResult($"{Section}:{nameof(OpenIdConnect)}:{fault}"));
}

/// <summary>The identity provider whose tokens this API accepts besides our own keys.</summary>
public sealed class IdentityProviderOptions
{
    private static readonly TimeSpan MaxRefreshInterval = TimeSpan.FromMinutes(5);

    /// <summary>Issuer whose <c>/.well-known/openid-configuration</c> names its signing keys; https, or http on this machine. Null to accept no tokens.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The required <c>aud</c> claim of a token.</summary>
    public string? Audience { get; set; }

    /// <summary>The account that every token acts for.</summary>
    public string? Account { get; set; }

    /// <summary>Instead of <see cref="Account"/>: the claim that names a token's account.</summary>
    public string? AccountClaim { get; set; }

    /// <summary>The claim that names a token's projects: a list, or words separated by spaces.</summary>
    public string ProjectsClaim { get; set; } = "projects";

    /// <summary>The claims that contain a token's capabilities, separated by spaces. Each claim is a list, or words separated by spaces.</summary>
    public string CapabilityClaims { get; set; } = "scope scp roles";

    /// <summary>The word in those claims that grants <c>filesAcl:READ</c>.</summary>
    public string ReadCapability { get; set; } = "files.read";

    /// <summary>The word in those claims that grants <c>filesAcl:WRITE</c>.</summary>
    public string WriteCapability { get; set; } = "files.write";

    /// <summary>How long the provider's keys are cached: a key that it withdraws is accepted no longer than this. Less than 5 minutes.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <returns>Sentences that begin with a setting's name; none if there is no authority, since the other settings are unused then.</returns>
    internal IEnumerable<string> FindFaults() => Authority is null ? [] :
    [
        .. Unless(
            Authority is { IsAbsoluteUri: true, Scheme: "https" } or { IsAbsoluteUri: true, Scheme: "http", IsLoopback: true },
            nameof(Authority),
            "must be an absolute https address, or an http one of this machine."),
        .. Unless(!string.IsNullOrWhiteSpace(Audience), nameof(Audience), "must be set."),
        .. Unless((Account is null) != (AccountClaim is null), nameof(Account), $"or {nameof(AccountClaim)} must be set, and only one of them."),
        .. Unless(Account is null || AccountName.IsValid(Account), nameof(Account), $"must be {AccountName.Rule}."),
        .. Unless(ProjectsClaim.Length > 0, nameof(ProjectsClaim), "must be set."),
        .. Unless(ReadCapability.Length > 0, nameof(ReadCapability), "must be set."),
        .. Unless(WriteCapability.Length > 0, nameof(WriteCapability), "must be set."),
        .. Unless(
            RefreshInterval > TimeSpan.Zero && RefreshInterval < MaxRefreshInterval, nameof(RefreshInterval), $"must be positive and less than {MaxRefreshInterval}."),
    ];

    private static IEnumerable<string> Unless(bool isKept, string setting, string clause) => isKept ? [] : [$"{setting} {clause}"];
}

[OptionsValidator]
internal sealed partial class CogniteOptionsValidator : IValidateOptions<CogniteOptions>;
