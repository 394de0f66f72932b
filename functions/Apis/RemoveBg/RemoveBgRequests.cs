using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace SegFunctions.Apis.RemoveBg;

// Request bodies, sent as JSON, as a form's fields or as parts of a form, and read by WireReader: an absent or empty field is empty, or null if its type allows it.

/// <summary>POST /v1.0/removebg. Exactly one source of the picture is required.</summary>
/// <param name="ImageUrl">An http or https address of the picture.</param>
/// <param name="ImageFileB64">The picture itself, as base64.</param>
/// <param name="Size">Maximum size of the result: 0.25 megapixels (<c>preview</c>, the default, also <c>small</c> and <c>regular</c>), 1.5 (<c>medium</c>), 4 (<c>hd</c>), 25 (<c>full</c>, <c>4k</c>, <c>auto</c>) or 50 (<c>50MP</c>); for PNG never more than 10.</param>
/// <param name="Type">What the picture shows. It is repeated in the header <c>X-Type</c>, and does not affect the result.</param>
/// <param name="TypeLevel"><c>none</c> for a response without <c>X-Type</c>; default <c>1</c>.</param>
/// <param name="Format">Default <c>auto</c>: JPEG if there is an opaque background, otherwise PNG.</param>
/// <param name="Roi">The part of the picture to search: two corners <c>x1 y1 x2 y2</c>, each with <c>px</c> or <c>%</c>; default all of it.</param>
/// <param name="Crop">Whether to crop empty edges; default false.</param>
/// <param name="CropMargin">Margin around a cropped object: one, two or four lengths such as <c>30px</c> or <c>10%</c> of its size; default none.</param>
/// <param name="Scale">How much of the frame the object fills: <c>10%</c> to <c>100%</c>, or <c>original</c>, the default.</param>
/// <param name="Position"><c>original</c>, <c>center</c>, or one or two percentages, across and down; default <c>original</c>, with a scale <c>center</c>.</param>
/// <param name="Channels"><c>rgba</c>, the default, or <c>alpha</c> for the opacity as a grayscale picture.</param>
/// <param name="AddShadow">Whether to add a shadow; default false.</param>
/// <param name="Semitransparency">Accepted but ignored: semitransparent parts always stay so.</param>
/// <param name="BgColor">A color behind the object: <c>81d4fa</c>, <c>fff</c>, <c>81d4fa77</c> or a name. At most one background is allowed.</param>
/// <param name="BgImageUrl">Address of a picture behind the object, which is scaled to fill the frame and centered.</param>
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

/// <summary>POST /v1.0/removebg as a form, which may contain files.</summary>
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

    /// <summary>The type of a picture whose request names none.</summary>
    public const string Other = "other";
}
