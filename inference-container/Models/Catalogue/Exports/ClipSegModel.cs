namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// Kind <c>clipseg</c>, as transformers.js exports it: makes a map for a text. Takes <c>pixel_values</c> f32 [1,3,352,352], R, G, B normalized with ImageNet's mean and
/// standard deviation (not CLIP's), the picture stretched to the square, and CLIP's tokens as <c>input_ids</c> and <c>attention_mask</c> i64 [1,L], L at most 77. Returns
/// <c>logits</c> f32 [1,352,352] or [352,352].
/// </summary>
public sealed record ClipSegModel : TextModel
{
    public const int InputSize = 352;

    public static ExportKind Kind { get; } = new(
        "clipseg",
        "Coarse regions for any words (CLIPSeg), without SAM",
        [
            new ExportFile(
                ModelFileRole.Network,
                [
                    new TensorRule("input_ids", TensorType.I64, [1, TensorRule.Open]),
                    new TensorRule("attention_mask", TensorType.I64, [1, TensorRule.Open]),
                    new TensorRule("pixel_values", TensorType.F32, [1, 3, InputSize, InputSize]),
                ],
                [new TensorRule("logits", TensorType.F32, null)]),
            ExportFile.OfTokenizer(TokenizerKind.Bpe),
        ],
        added => new ClipSegModel { Name = added.Name, Description = added.Description, License = added.License, Source = added.Source, Files = added.Files });

    /// <summary>Between the 0.3 and 0.5 that are commonly used.</summary>
    public override double OperatingPoint => 0.4;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network, ModelFileRole.Tokenizer];
}
