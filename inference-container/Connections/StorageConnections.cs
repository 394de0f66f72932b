using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SegFunctions.Connections;

/// <summary>Section <c>Storage</c>: where blobs are. Exactly one of the two is set.</summary>
public sealed class BlobConnection : IValidatableObject
{
    public const string Section = "Storage";

    /// <summary>For Azurite and for accounts with keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For Azure with an identity.</summary>
    public Uri? BlobServiceUri { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        EitherSetting.FindFault(ConnectionString, BlobServiceUri, "Set either Storage:ConnectionString or Storage:BlobServiceUri.");
}

[OptionsValidator]
internal sealed partial class BlobConnectionValidator : IValidateOptions<BlobConnection>;

/// <summary>Section <c>Storage</c>: where tables are. Exactly one of the two is set.</summary>
public sealed class TableConnection : IValidatableObject
{
    public const string Section = "Storage";

    /// <summary>For Azurite and for accounts with keys.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>For Azure with an identity.</summary>
    public Uri? TableServiceUri { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        EitherSetting.FindFault(ConnectionString, TableServiceUri, "Set either Storage:ConnectionString or Storage:TableServiceUri.");
}

[OptionsValidator]
internal sealed partial class TableConnectionValidator : IValidateOptions<TableConnection>;
