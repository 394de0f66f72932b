namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>The inputs that the kinds of YOLO for words have in common.</summary>
public static class YoloTensors
{
    /// <summary>Width and height of the input, pixels.</summary>
    public const int Side = 640;

    /// <summary>Length of a text's feature vector.</summary>
    public const int FeatureLength = 512;

    /// <summary>Tokens per text.</summary>
    public const int TextLength = 77;

    internal static TensorRule Images { get; } = new(null, TensorType.F32, [1, 3, Side, Side]);

    internal static TensorRule TextFeatures { get; } = new(null, TensorType.F32, [1, TensorRule.Open, FeatureLength]);

    internal static ExportFile TextEncoder { get; } = new(
        ModelFileRole.TextEncoder,
        [new TensorRule(null, TensorType.I64, [1, TextLength]) { OtherType = TensorType.I32 }],
        [new TensorRule(null, TensorType.F32, [1, FeatureLength])]);
}
