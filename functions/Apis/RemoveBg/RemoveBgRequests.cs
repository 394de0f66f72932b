using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.RemoveBg;

// Bodies that clients send, as JSON, as a form's fields or as parts of a form. Read by WireReader: what is absent or empty is empty, or null where that may be.

/// <summary>POST /v1.0/removebg. Exactly one of its pictures.</summary>
/// <param name="ImageUrl">An http or https address of the picture.</param>
/// <param name="ImageFileB64">The picture itself, base64.</param>
/// <param name="Size">At most 0.25 megapixels (<c>preview</c>, the default, also <c>small</c> and <c>regular</c>), 1.5 (<c>medium</c>), 4 (<c>hd</c>), 25 (<c>full</c>, <c>4k</c>, <c>auto</c>) or 50 (<c>50MP</c>); PNG 10.</param>
/// <param name="Type">What the picture is of. It is said in <c>X-Type</c>, and changes nothing of what is cut out.</param>
/// <param name="TypeLevel"><c>none</c> for an answer without <c>X-Type</c>; default <c>1</c>.</param>
/// <param name="Format">Default <c>auto</c>: JPEG where there is an opaque background, else PNG.</param>
/// <param name="Roi">The part of the picture to look at: two corners <c>x1 y1 x2 y2</c>, each with <c>px</c> or <c>%</c>; default all of it.</param>
/// <param name="Crop">Whether empty edges are cut off; default false.</param>
/// <param name="CropMargin">What stays empty around a cropped object: one, two or four lengths such as <c>30px</c> or <c>10%</c> of its size; default none.</param>
/// <param name="Scale">How much of the frame the object fills: <c>10%</c> to <c>100%</c>, or <c>original</c>, the default.</param>
/// <param name="Position"><c>original</c>, <c>center</c>, or one or two percentages, across and down; default <c>original</c>, with a scale <c>center</c>.</param>
/// <param name="Channels"><c>rgba</c> (default), or <c>alpha</c> for the opacity as a gray picture.</param>
/// <param name="AddShadow">Default false.</param>
/// <param name="Semitransparency">Default true. It changes nothing: what can be seen through stays so.</param>
/// <param name="BgColor">A color behind the object: <c>81d4fa</c>, <c>fff</c>, <c>81d4fa77</c> or a name. One background at most.</param>
/// <param name="BgImageUrl">The address of a picture behind the object, which it fills from its middle.</param>
internal sealed record RemovalRequest(
    [property: JsonPropertyName("image_url")] string? ImageUrl,
    [property: JsonPropertyName("image_file_b64")] string? ImageFileB64,
    [property: JsonPropertyName("size")]
    [property: AllowedValues(null, "auto", "preview", "small", "regular", "medium", "hd", "full", "4k", "50MP", ErrorMessage = "must be auto, preview, small, regular, medium, hd, full, 4k or 50MP")]
    string? Size,
    [property: JsonPropertyName("type")]
    [property: AllowedValues(null, RemovalTypes.Auto, "person", "product", "car", "animal", "graphic", "transportation", ErrorMessage = "must be auto, person, product, car, animal, graphic or transportation")]
    string? Type,
    [property: JsonPropertyName("type_level"), AllowedValues(null, RemovalTypes.None, "1", "2", "latest", ErrorMessage = "must be none, 1, 2 or latest")] string? TypeLevel,
    [property: JsonPropertyName("format"), AllowedValues(null, "auto", "png", "jpg", "webp", "zip", ErrorMessage = "must be auto, png, jpg, webp or zip")] string? Format,
    [property: JsonPropertyName("roi")] string? Roi,
    [property: JsonPropertyName("crop")] bool Crop,
    [property: JsonPropertyName("crop_margin")] string? CropMargin,
    [property: JsonPropertyName("scale")] string? Scale,
    [property: JsonPropertyName("position")] string? Position,
    [property: JsonPropertyName("channels"), AllowedValues(null, "rgba", RemovalRequest.Alpha, ErrorMessage = "must be rgba or alpha")] string? Channels,
    [property: JsonPropertyName("add_shadow")] bool AddShadow,
    [property: JsonPropertyName("semitransparency")] bool? Semitransparency,
    [property: JsonPropertyName("bg_color")] string? BgColor,
    [property: JsonPropertyName("bg_image_url")] string? BgImageUrl) : IValidatableObject
{
    public const string Alpha = "alpha";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. Check(nameof(CropMargin), CropMargin is null || CutoutText.FindMargin(CropMargin) is not null, CutoutText.MarginRule),
        .. Check(nameof(Scale), RemoveBgPlaces.IsScale(Scale), RemoveBgPlaces.ScaleRule),
        .. Check(nameof(Position), RemoveBgPlaces.IsPosition(Position), RemoveBgPlaces.PositionRule),
        .. Check(nameof(BgColor), BgColor is null || CutoutText.FindColor(BgColor) is not null, CutoutText.ColorRule),
        .. Check(nameof(Channels), Channels != Alpha || Format != "zip", "alpha is a single picture and cannot be a zip"),
    ];

    private static IEnumerable<ValidationResult> Check(string property, bool isRight, string rule) =>
        isRight ? [] : [new ValidationResult(rule, [WireShape.NameOf<RemovalRequest>(property)])];
}

/// <summary>The same as a form, which may have files.</summary>
/// <param name="ImageFile">The picture: JPEG, PNG or WebP, at most 22 MB.</param>
/// <param name="BgImageFile">A picture behind the object.</param>
internal sealed record RemovalForm(
    [property: JsonPropertyName("image_file")] IFormFile? ImageFile,
    [property: JsonPropertyName("bg_image_file")] IFormFile? BgImageFile,
    [property: JsonIgnore] RemovalRequest Fields);

/// <summary>Values of <c>type</c> and <c>type_level</c> with a meaning of their own.</summary>
internal static class RemovalTypes
{
    public const string Auto = "auto";
    public const string None = "none";

    /// <summary>The type of a picture that nobody has named one for.</summary>
    public const string Other = "other";
}
