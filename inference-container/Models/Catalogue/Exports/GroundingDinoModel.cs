namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// Kind <c>grounding-dino</c>, as transformers.js and Optimum export it: detects boxes for a text. Takes <c>pixel_values</c> f32 [1,3,h,w], R, G, B normalized with ImageNet's
/// mean and standard deviation, the picture scaled to a shorter side of 800 and a longer side of at most 1333; <c>pixel_mask</c> i64 [1,h,w] of ones; BERT's tokens of
/// <c>a cat. a remote.</c> as <c>input_ids</c>, <c>token_type_ids</c>, <c>attention_mask</c> i64 [1,L]. Returns <c>logits</c> f32 [1,900,256], one per query and token,
/// and <c>pred_boxes</c> f32 [1,900,4]: center, width and height, 0–1.
/// </summary>
public sealed record GroundingDinoModel : TextModel
{
    public static ExportKind Kind { get; } = new(
        "grounding-dino",
        "Boxes for any words (Grounding DINO), masks by SAM",
        [
            new ExportFile(
                ModelFileRole.Network,
                [
                    new TensorRule("pixel_values", TensorType.F32, [1, 3, TensorRule.Open, TensorRule.Open]),
                    new TensorRule("pixel_mask", TensorType.I64, [1, TensorRule.Open, TensorRule.Open]),
                    new TensorRule("input_ids", TensorType.I64, [1, TensorRule.Open]),
                    new TensorRule("token_type_ids", TensorType.I64, [1, TensorRule.Open]),
                    new TensorRule("attention_mask", TensorType.I64, [1, TensorRule.Open]),
                ],
                [
                    new TensorRule("logits", TensorType.F32, [1, TensorRule.Any, TensorRule.Any]),
                    new TensorRule("pred_boxes", TensorType.F32, [1, TensorRule.Any, 4]),
                ]),
            ExportFile.OfTokenizer(TokenizerKind.WordPiece),
        ],
        added => new GroundingDinoModel { Name = added.Name, Description = added.Description, License = added.License, Source = added.Source, Files = added.Files });

    /// <summary>The box threshold that its authors use.</summary>
    public override double OperatingPoint => 0.25;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network, ModelFileRole.Tokenizer];
}
