using System.Text.Json;
using NetVips;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Pictures;

namespace SegFunctions.Inference.Tests.Reference;

/// <summary>A network's output for one picture, as <c>reference.mjs</c> wrote it.</summary>
/// <param name="Region">Left, top, width and height of the region of the photo.</param>
/// <param name="Times">How many times each of its pixels is repeated, horizontally and vertically.</param>
/// <param name="Input">What the network got.</param>
/// <param name="Embedding">SAM's embedding.</param>
/// <param name="Box">SAM's mask for a box.</param>
/// <param name="Point">SAM's mask for a point.</param>
/// <param name="Detections">A detector's best detections: class, score, left, top, right, bottom in pixels of the picture.</param>
/// <param name="Matte">IS-Net's matte, 0–255, at the picture's size.</param>
internal sealed record ReferenceRun(
    int[] Region,
    int Times,
    ReferenceTensor Input,
    ReferenceTensor? Embedding,
    ReferenceMask? Box,
    ReferenceMask? Point,
    float[][]? Detections,
    ReferenceTensor? Matte)
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Reference");

    /// <param name="network">The file's name.</param>
    /// <param name="size">Selects one of its three pictures.</param>
    public static ReferenceRun Read(string network, PictureSize size)
    {
        using var json = File.OpenRead(Path.Combine(Folder, $"{network}.json"));
        return JsonSerializer.Deserialize<Dictionary<string, ReferenceRun>>(json, JsonSerializerOptions.Web)![size.ToString().ToLowerInvariant()];
    }

    /// <summary>The same picture, decoded by our decoder.</summary>
    public PictureSource OpenPicture()
    {
        using var photo = Image.Pngload(Path.Combine(Folder, "photo.png"));
        using var part = photo.Crop(Region[0], Region[1], Region[2], Region[3]);
        using var repeated = part.Zoom(Times, Times);
        return new PictureSource(new PictureDecoder(new PictureLimits()), PictureFiles.Png(repeated));
    }
}
