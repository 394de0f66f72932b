using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>The normalization of networks pretrained on ImageNet: R, G, B in 0–1, minus that data set's mean, divided by its standard deviation.</summary>
internal static class ImageNetInput
{
    private const float White = 255;

    public static PlaneInput Create() => new([0.485f * White, 0.456f * White, 0.406f * White], [0.229f * White, 0.224f * White, 0.225f * White]);
}
