using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using static SegFunctions.Apis.WireShape;

namespace SegFunctions.Apis.SegmentationApi;

/// <summary>Extension: how cut-outs are made. Cut-outs are made whenever this object is present.</summary>
/// <param name="Decontaminate">Default true: edges get the object's own colors.</param>
/// <param name="Crop">Default false: the cut-out has the picture's size.</param>
/// <param name="Margin">Empty space around a cropped object: <c>10px</c>, or <c>5%</c> of its size; one, two or four such values; default none.</param>
/// <param name="Background">What to put behind the object; default nothing, or white for formats without transparency.</param>
/// <param name="Format"><c>png</c> (default), <c>jpg</c>, <c>webp</c>, or <c>zip</c> of color and alpha.</param>
/// <param name="Size"><c>full</c> (default), or at most 0.25 megapixels (<c>preview</c>), 1.5 (<c>medium</c>) or 4 (<c>hd</c>).</param>
/// <param name="Channels"><c>rgba</c> (default), or <c>alpha</c> for the opacity as a gray picture.</param>
/// <param name="Shadow">Whether the object casts a shadow; default false.</param>
internal sealed record CutoutRequest(
    [property: JsonPropertyName("decontaminate")] bool? Decontaminate,
    [property: JsonPropertyName("crop")] bool Crop,
    [property: JsonPropertyName("margin")] string? Margin,
    [property: JsonPropertyName("background")] BackgroundRequest? Background,
    [property: JsonPropertyName("format"), AllowedValues(null, "png", "jpg", "webp", "zip", ErrorMessage = "must be png, jpg, webp or zip")] string? Format,
    [property: JsonPropertyName("size"), AllowedValues(null, "full", "preview", "medium", "hd", ErrorMessage = "must be full, preview, medium or hd")] string? Size,
    [property: JsonPropertyName("channels"), AllowedValues(null, "rgba", "alpha", ErrorMessage = "must be rgba or alpha")] string? Channels,
    [property: JsonPropertyName("shadow")] bool Shadow) : IValidatableObject
{
    private const string Alpha = "alpha";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Margin is not null && CutoutText.FindMargin(Margin) is null)
        {
            yield return new ValidationResult(CutoutText.MarginRule, [NameOf<CutoutRequest>(nameof(Margin))]);
        }
        else if (Margin is not null && !Crop)
        {
            yield return new ValidationResult("needs crop", [NameOf<CutoutRequest>(nameof(Margin))]);
        }

        if (Channels == Alpha && Format == "zip")
        {
            yield return new ValidationResult("alpha is a single picture and cannot be a zip", [NameOf<CutoutRequest>(nameof(Channels))]);
        }
    }

    /// <summary>Also defined for a request with faults, so that they can be reported together with those of other fields.</summary>
    /// <param name="picture">Where the background's picture is stored; null if the background is not a picture.</param>
    public CutoutOptions ToOptions(BlobReference? picture) => new(
        Decontaminate ?? true,
        Crop,
        Margin is null ? null : CutoutText.FindMargin(Margin),
        Background?.Color is { } color ? new CutoutBackground(CutoutText.FindColor(color)) : picture is null ? null : new CutoutBackground(Picture: picture),
        Enum.TryParse<CutoutFormat>(Format, ignoreCase: true, out var format) ? format : CutoutFormat.Png,
        CutoutText.Sizes.GetValueOrDefault(Size ?? ""),
        Channels == Alpha,
        Shadow);
}

/// <summary>The background of a cut-out: exactly one of the three fields is present.</summary>
/// <param name="Color"><c>#rrggbb</c>, <c>#rrggbbaa</c>, a short form or a name.</param>
/// <param name="Task">The id of an uploaded picture.</param>
/// <param name="Url">The address of a picture, which the job downloads.</param>
internal sealed record BackgroundRequest(
    [property: JsonPropertyName("color")] string? Color,
    [property: JsonPropertyName("task")] string? Task,
    [property: JsonPropertyName("url")] string? Url) : IValidatableObject
{
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (new[] { Color, Task, Url }.Count(value => value is not null) != 1)
        {
            yield return new ValidationResult("or task or url must be given, and only one of them", [NameOf<BackgroundRequest>(nameof(Color))]);
        }
        else if (Color is not null && CutoutText.FindColor(Color) is null)
        {
            yield return new ValidationResult(CutoutText.ColorRule, [NameOf<BackgroundRequest>(nameof(Color))]);
        }
    }
}

/// <summary>Maps the fields of cut-outs and their backgrounds to the job model; pure.</summary>
internal static class SegmentationApiCutouts
{
    private static readonly string Background = $"{NameOf<OwnFields>(nameof(OwnFields.Cutout))}.{NameOf<CutoutRequest>(nameof(CutoutRequest.Background))}";

    public static string TaskField { get; } = $"{Background}.{NameOf<BackgroundRequest>(nameof(BackgroundRequest.Task))}";

    public static string UrlField { get; } = $"{Background}.{NameOf<BackgroundRequest>(nameof(BackgroundRequest.Url))}";

    /// <summary>The address of the background's picture; empty if it has none.</summary>
    public static IReadOnlyList<string> UrlsOf(OwnFields own) => own.Cutout?.Background?.Url is { } url ? [url] : [];

    /// <param name="spec">Has the uploaded items.</param>
    /// <param name="inputs">The further items; the last one is the background if it is given by its address.</param>
    public static JobSpec AddInputs(JobSpec spec, IReadOnlyList<JobItem> inputs, OwnFields own)
    {
        if (UrlsOf(own).Count == 0)
        {
            return spec with { Items = [.. spec.Items, .. inputs] };
        }

        var background = inputs[^1];
        return spec with
        {
            Items = [.. spec.Items, .. inputs.SkipLast(1)],
            Options = spec.Options with { Cutout = own.Cutout!.ToOptions(background.Input) },
            BackgroundSource = background.Source,
            IsBackgroundInline = background.IsInline,
        };
    }
}
