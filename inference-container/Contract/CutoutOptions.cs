using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>How cut-outs are made and written.</summary>
/// <param name="CleanEdges">True gives edges the object's own colors, without a halo of the old background; false leaves the picture's pixels unchanged.</param>
/// <param name="Crop">Whether to keep only the part around the object.</param>
/// <param name="Margin">Empty space around a cropped object; null for none.</param>
/// <param name="Background">What to put behind the object; null for none, which is white in a format without transparency.</param>
/// <param name="Format">Format of the file.</param>
/// <param name="MaxPixels">A cut-out with more pixels is scaled down; null for no limit.</param>
/// <param name="AlphaOnly">Whether to write the opacity as a gray picture instead of the object.</param>
/// <param name="Shadow">Whether the object casts a soft shadow, down and to the right.</param>
/// <param name="Place">The object's position and size in the frame; null to leave it where it is in the picture.</param>
public sealed record CutoutOptions(
    bool CleanEdges = true,
    bool Crop = false,
    CutoutMargin? Margin = null,
    CutoutBackground? Background = null,
    CutoutFormat Format = CutoutFormat.Png,
    long? MaxPixels = null,
    bool AlphaOnly = false,
    bool Shadow = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CutoutPlace? Place = null)
{
    public static CutoutOptions Default { get; } = new();
}

/// <summary>A color, or a picture whose middle is cropped to the frame's proportions and fills it. Exactly one of the two is set.</summary>
/// <param name="Color"><c>rrggbb</c> or <c>rrggbbaa</c>, hexadecimal digits in lower case.</param>
/// <param name="Picture">A JPEG, PNG or WebP file.</param>
public sealed record CutoutBackground(string? Color = null, BlobReference? Picture = null);

/// <summary>The position and size of the object within a cut-out's frame, applied after cropping.</summary>
/// <param name="Scale">Percentage of the frame's width and height into which the object is fitted, above 0 to 100; null for its own size.</param>
/// <param name="X">From 0 for the frame's left to 100 for its right; null to leave the object where it is.</param>
/// <param name="Y">From 0 for the frame's top to 100 for its bottom; null to leave the object where it is.</param>
public sealed record CutoutPlace(double? Scale, double? X, double? Y);

/// <summary>Four lengths around an object.</summary>
public sealed record CutoutMargin(PictureLength Top, PictureLength Right, PictureLength Bottom, PictureLength Left);

public enum CutoutFormat
{
    Png,

    /// <summary>JPEG, without transparency.</summary>
    Jpg,

    /// <summary>Lossy, but exact colors under alpha 0.</summary>
    Webp,

    /// <summary>A ZIP archive with <c>color.jpg</c> and <c>alpha.png</c>, and <c>background.jpg</c> if there is a background.</summary>
    Zip,
}
