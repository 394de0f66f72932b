using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Scenes;

namespace SegFunctions.Inference.Prompts;

/// <summary>Makes masks of objects from their boxes.</summary>
internal sealed class BoxCutter(SamNetworks sam)
{
    /// <returns>At the picture's size.</returns>
    public BinaryMask CutOut(Scene scene, BoxF box)
    {
        var (width, height) = (scene.Picture.Width, scene.Picture.Height);
        var region = PictureParts.Around(box, width, height);
        var embedding = scene.GetEmbedding(sam, region);
        scene.ThrowIfCanceled();
        using var masks = sam.Decoder.Decode(embedding, new SamPrompt().Add(box));
        var mask = masks.Threshold(0, embedding, scene.Options.MaskThreshold);
        MaskCleaner.Clean(mask);
        return mask.PlaceIn(width, height, region.X, region.Y);
    }
}
