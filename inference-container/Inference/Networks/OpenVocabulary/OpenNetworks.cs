using SegFunctions.Inference.Networks.ClipSeg;
using SegFunctions.Inference.Networks.GroundingDino;
using SegFunctions.Inference.Networks.Sam3;
using SegFunctions.Inference.Networks.Yolo;
using SegFunctions.Models.Catalogue.Exports;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>Opens networks for any words, by their kind.</summary>
internal static class OpenNetworks
{
    /// <exception cref="InvalidOperationException">The model is not installed.</exception>
    public static IOpenNetwork Open(TextModel model, NetworkFiles files, OnnxSessions sessions) => model switch
    {
        GroundingDinoModel dino => new GroundingDinoNetwork(dino, files, sessions),
        ClipSegModel clipSeg => new ClipSegNetwork(clipSeg, files, sessions),
        Sam3Model sam3 => new Sam3Network(sam3, files, sessions),
        YoloWorldModel yoloWorld => new YoloWorldNetwork(yoloWorld, files, sessions),
        YoloeModel yoloe => new YoloeNetwork(yoloe, files, sessions),
        YoloWordsModel words => new YoloWordsNetwork(words, files, sessions),
        _ => throw new InvalidOperationException($"Models of the type {model.GetType().Name} are not supported."),
    };
}
