namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>What both kinds of YOLO for words take.</summary>
public static class YoloTensors
{
    /// <summary>Width and height of the input, pixels.</summary>
    public const int Side = 640;

    /// <summary>Numbers that stand for a text.</summary>
    public const int FeatureLength = 512;

    /// <summary>Tokens of a text.</summary>
    public const int TextLength = 77;

    internal static TensorRule Images { get; } = new(null, TensorType.F32, [1, 3, Side, Side]);

    internal static TensorRule TextFeatures { get; } = new(null, TensorType.F32, [1, TensorRule.Open, FeatureLength]);

    internal static ExportFile TextEncoder { get; } = new(
        ModelFileRole.TextEncoder,
        [new TensorRule(null, TensorType.I64, [1, TextLength]) { OtherType = TensorType.I32 }],
        [new TensorRule(null, TensorType.F32, [1, FeatureLength])]);
}
