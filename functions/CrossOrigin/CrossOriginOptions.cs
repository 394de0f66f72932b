using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SegFunctions.CrossOrigin;

/// <summary>Which pages of other origins may call this service from a browser. Section <c>Cors</c>.</summary>
public sealed class CrossOriginOptions : IValidatableObject
{
    public const string Section = "Cors";

    /// <summary><c>*</c> for every origin.</summary>
    public const string Any = "*";

    /// <summary>Scheme, host and port, as browsers send them: <c>https://app.example</c>. If empty, browsers block other origins.</summary>
    public IList<string> Origins { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Origins.Index()
        .Where(origin => origin.Item != Any && !IsOrigin(origin.Item))
        .Select(origin => new ValidationResult(
            $"{Section}:{nameof(Origins)}:{origin.Index} must be {Any} or an origin as browsers send it, such as https://app.example: scheme, host and port, without a trailing slash."));

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.GetLeftPart(UriPartial.Authority) == text;
}

[OptionsValidator]
internal sealed partial class CrossOriginOptionsValidator : IValidateOptions<CrossOriginOptions>;
