using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Tests.EndToEnd;

namespace SegFunctions.Inference.Tests.Video.Made;

/// <summary>Actors for <see cref="IdScenes"/>, cut out of photos once.</summary>
/// <param name="workbench">Supplies the photos and the networks.</param>
public sealed class IdCast(Workbench workbench)
{
    // A complete animal that stands alone, and the hull of the largest boat.
    private static readonly BoxPrompt Sheep = new(0.3, 0.1, 0.45, 0.38);
    private static readonly BoxPrompt Boat = new(0.43, 0.5, 0.74, 0.72);

    // Ground without animals in the photo of the sheep, in pixels; and mountains.
    private static readonly PixelBox Ground = new(740, 300, 260, 190);
    private static readonly PixelBox Mountains = new(100, 60, 400, 300);

    private Image? _sheep;
    private Image? _boat;

    /// <param name="alike">Makes the second one the first one's mirror image, so that only its path distinguishes them. Otherwise it is a boat.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal async Task<IdScenes> ChooseAsync(bool alike, CancellationToken cancellationToken)
    {
        var sheep = _sheep ??= await CutOutAsync(await workbench.SheepPhoto, Sheep, cancellationToken);
        var other = alike ? sheep : _boat ??= await CutOutAsync(await workbench.BoatsPhoto, Boat, cancellationToken);
        using var background = Crop(await workbench.SheepPhoto, Ground, IdScenes.Width, IdScenes.Height);
        using var wall = Crop(await workbench.AlpsPhoto, Mountains, Mountains.Width, Mountains.Height);
        using var opaque = wall.Bandjoin(byte.MaxValue);
        return new IdScenes(background.CopyMemory(), opaque.CopyMemory(), ("sheep", sheep.FlipHor().CopyMemory()), (alike ? "sheep" : "boat", other));
    }

    private static Image Crop(byte[] photo, PixelBox part, int width, int height)
    {
        using var picture = Image.NewFromBuffer(photo);
        using var cropped = picture.Crop(part.X, part.Y, part.Width, part.Height);
        return Cutouts.Fill(cropped, width, height);
    }

    private async Task<Image> CutOutAsync(byte[] photo, BoxPrompt box, CancellationToken cancellationToken)
    {
        using var result = await workbench.Segmenter.SegmentAsync(photo, [box], new InferenceOptions(), cancellationToken);
        using var picture = Image.NewFromBuffer(photo);
        return Cutouts.Cut(picture, result.Segments[0].Mask);
    }
}
