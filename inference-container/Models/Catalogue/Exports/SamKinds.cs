namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// The kinds of networks that make masks of what points and boxes mark: each has an encoder, which takes f32 [1,3,1024,1024], R, G, B normalized with ImageNet's
/// mean and standard deviation, and a decoder.
/// </summary>
internal static class SamKinds
{
    private const int Side = 1024;
    private const int MaskSide = 256;

    private static readonly float[] Mean = [123.675f, 116.28f, 103.53f];
    private static readonly float[] Deviation = [58.395f, 57.12f, 57.375f];
    private static readonly TensorRule Masks = new("masks", TensorType.F32, [1, TensorRule.Any, MaskSide, MaskSide]);
    private static readonly TensorRule Scores = new("iou_predictions", TensorType.F32, [1, TensorRule.Any]);

    private static readonly TensorRule[] Points =
    [
        new TensorRule("point_coords", TensorType.F32, [1, TensorRule.Open, 2]),
        new TensorRule("point_labels", TensorType.F32, [1, TensorRule.Open]),
        new TensorRule("mask_input", TensorType.F32, [1, 1, MaskSide, MaskSide]),
        new TensorRule("has_mask_input", TensorType.F32, [1]),
    ];

    public static IEnumerable<ExportKind> All { get; } =
    [
        Create(
            "sam",
            "Masks for points and boxes (SAM, MobileSAM)",
            SamFormat.Original,
            [.. Points, new TensorRule("orig_im_size", TensorType.F32, [2])],
            [Masks with { Name = "low_res_masks" }, Scores]),
        Create("sam2", "Masks for points and boxes (SAM 2, exported by samexporter)", SamFormat.Sam2, Points, [Masks, Scores]),
        Create(
            "sam2-transformers",
            "Masks for points and boxes (SAM 2, exported for transformers.js)",
            SamFormat.Sam2Transformers,
            [
                new TensorRule("input_points", TensorType.F32, [1, 1, TensorRule.Open, 2]),
                new TensorRule("input_labels", TensorType.I64, [1, 1, TensorRule.Open]),
                new TensorRule("input_boxes", TensorType.F32, [1, TensorRule.Open, 4]),
            ],
            [new TensorRule("pred_masks", TensorType.F32, [1, 1, TensorRule.Any, MaskSide, MaskSide]), new TensorRule("iou_scores", TensorType.F32, [1, 1, TensorRule.Any])]),
    ];

    /// <param name="inputs">The decoder's inputs other than the features.</param>
    /// <param name="outputs">The decoder's masks and scores.</param>
    private static ExportKind Create(string name, string description, SamFormat format, TensorRule[] inputs, TensorRule[] outputs) => new(
        name,
        description,
        [
            new ExportFile(ModelFileRole.Encoder, [new TensorRule(null, TensorType.F32, [1, 3, Side, Side])], [.. format.Features.Select(feature => RuleOf(feature, feature.Output))]),
            new ExportFile(ModelFileRole.Decoder, [.. format.Features.Select(feature => RuleOf(feature, feature.Input)), .. inputs], outputs),
        ],
        added => new SamModel
        {
            Name = added.Name,
            Description = added.Description,
            License = added.License,
            Source = added.Source,
            Files = added.Files,
            InputSize = Side,
            Mean = Mean,
            StandardDeviation = Deviation,
            MasksOutput = outputs[0].Name!,
            ScoresOutput = outputs[1].Name!,
            Format = format,
        });

    private static TensorRule RuleOf(SamFeature feature, string? name) => new(name, TensorType.F32, [.. feature.Shape(Side).Select(length => (int)length)]);
}
