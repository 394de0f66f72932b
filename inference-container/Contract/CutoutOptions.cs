using System.Text.Json.Serialization;

namespace SegFunctions.Contract;

/// <summary>How cut-outs are made and written.</summary>
/// <param name="CleanEdges">Edges get the object's own colors and no halo of the old background; false leaves the picture's pixels as they are.</param>
/// <param name="Crop">Only the part around the object is kept.</param>
/// <param name="Margin">What stays empty around a cropped object; null for nothing.</param>
/// <param name="Background">What is laid behind the object; null for nothing, or white where the format has no transparency.</param>
/// <param name="Format">The file's.</param>
/// <param name="MaxPixels">A cut-out of more pixels is shrunk; null for no limit.</param>
/// <param name="AlphaOnly">A gray picture of the opacity instead of the object.</param>
/// <param name="Shadow">The object casts a soft shadow down to the right.</param>
/// <param name="Place">Where the object is and how large; null for as it is in the picture.</param>
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

/// <summary>A color, or a picture that fills the frame, cut to its proportions around its middle. Exactly one of the two.</summary>
/// <param name="Color"><c>rrggbb</c> or <c>rrggbbaa</c>, hexadecimal digits in lower case.</param>
/// <param name="Picture">A JPEG, PNG or WebP file.</param>
public sealed record CutoutBackground(string? Color = null, BlobReference? Picture = null);

/// <summary>A place within the frame of a cut-out, after it is cropped.</summary>
/// <param name="Scale">Percent of the frame that the object fills with its longer side, above 0 to 100; null for its own size.</param>
/// <param name="X">0 for the frame's left to 100 for its right; null for where it is.</param>
/// <param name="Y">0 for the frame's top to 100 for its bottom; null for where it is.</param>
public sealed record CutoutPlace(double? Scale, double? X, double? Y);

/// <summary>Four lengths around an object.</summary>
public sealed record CutoutMargin(PictureLength Top, PictureLength Right, PictureLength Bottom, PictureLength Left);

public enum CutoutFormat
{
    Png,

    /// <summary>Without transparency.</summary>
    Jpg,

    /// <summary>With the colors under alpha 0.</summary>
    Webp,

    /// <summary><c>color.jpg</c> and <c>alpha.png</c>, and <c>background.jpg</c> if there is one.</summary>
    Zip,
}
