using System.ComponentModel.DataAnnotations;

namespace SegFunctions.Accounts;

/// <summary>A key from the settings, meant to be the first key of a new server: it can create the others.</summary>
public sealed class ConfiguredKey
{
    /// <summary>Hex of the key's SHA-256.</summary>
    [RegularExpression("[0-9A-Fa-f]{64}", ErrorMessage = "{0} must be 64 hex digits.")]
    [Required(ErrorMessage = "{0} must be 64 hex digits.")]
    public string Sha256 { get; set; } = "";

    /// <summary>The account that the key acts for: 1–64 letters, digits, hyphens and underscores, since it appears in blob names and table keys.</summary>
    [RegularExpression(AccountName.Pattern, ErrorMessage = "{0} must be " + AccountName.Rule + ".")]
    [Required(ErrorMessage = "{0} must be " + AccountName.Rule + ".")]
    public string Account { get; set; } = "";

    /// <summary>Display name.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>Jobs</c>, <c>Manage</c> or <c>Jobs, Manage</c>.</summary>
    [DeniedValues(KeyScopes.None, ErrorMessage = "{0} must hold Jobs, Manage or both.")]
    public KeyScopes Scopes { get; set; } = KeyScopes.Jobs;

    public ApiKey ToKey() => new(Sha256.ToLowerInvariant(), Name, Account, Scopes, null, null, null, null);
}
