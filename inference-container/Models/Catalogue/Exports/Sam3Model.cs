namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// Kind <c>sam3</c>, as jamjamjon/usls exports the image part of SAM 3 (version 2, three networks): makes masks for a text. The encoder takes <c>images</c> f32 [1,3,1008,1008], R, G, B as
/// x / 127.5 − 1, the picture stretched to the square, and returns <c>fpn_feat_0</c> to <c>fpn_feat_2</c> and <c>fpn_pos_2</c>. The text encoder takes CLIP's tokens as <c>input_ids</c> and
/// <c>attention_mask</c> i64 [1,32], padded with the end token, and returns <c>text_features</c> f32 [1,32,256] and <c>text_mask</c> bool [1,32]. The decoder takes all of these,
/// <c>input_boxes</c> f32 [1,n,4] of exemplars (center, width and height, 0–1) and <c>input_boxes_labels</c> i64 [1,n] (1 for a positive, 0 for a negative exemplar, a single −10 for none; n is dynamic, or 1 in an
/// export that takes at most one exemplar). It returns <c>pred_masks</c> f32 [1,200,288,288] and <c>pred_logits</c> f32 [1,200], both as logits, and <c>presence_logits</c> f32 [1,1].
/// </summary>
public sealed record Sam3Model : TextModel
{
    public const int InputSize = 1008;
    public const int TextLength = 32;

    private const int Channels = 256;

    private static readonly TensorRule[] Features =
    [
        new TensorRule("fpn_feat_0", TensorType.F32, [1, Channels, 288, 288]),
        new TensorRule("fpn_feat_1", TensorType.F32, [1, Channels, 144, 144]),
        new TensorRule("fpn_feat_2", TensorType.F32, [1, Channels, 72, 72]),
        new TensorRule("fpn_pos_2", TensorType.F32, [1, Channels, 72, 72]),
    ];

    private static readonly TensorRule[] TextFeatures =
    [
        new TensorRule("text_features", TensorType.F32, [1, TextLength, Channels]),
        new TensorRule("text_mask", TensorType.Bool, [1, TextLength]),
    ];

    public static ExportKind Kind { get; } = new(
        "sam3",
        "Masks for any words or exemplar boxes (SAM 3)",
        [
            new ExportFile(ModelFileRole.Encoder, [new TensorRule("images", TensorType.F32, [1, 3, InputSize, InputSize])], Features),
            new ExportFile(
                ModelFileRole.TextEncoder,
                [
                    new TensorRule("input_ids", TensorType.I64, [1, TextLength]),
                    new TensorRule("attention_mask", TensorType.I64, [1, TextLength]),
                ],
                TextFeatures),
            new ExportFile(
                ModelFileRole.Decoder,
                [
                    .. Features,
                    .. TextFeatures,
                    new TensorRule("input_boxes", TensorType.F32, [1, 1, 4]),
                    new TensorRule("input_boxes_labels", TensorType.I64, [1, 1]),
                ],
                [
                    new TensorRule("pred_masks", TensorType.F32, [1, TensorRule.Any, 288, 288]),
                    new TensorRule("pred_logits", TensorType.F32, [1, TensorRule.Any]),
                    new TensorRule("presence_logits", TensorType.F32, [1, 1]),
                ]),
            ExportFile.OfTokenizer(TokenizerKind.Bpe),
        ],
        added => new Sam3Model { Name = added.Name, Description = added.Description, License = added.License, Source = added.Source, Files = added.Files },
        "The weights are under Meta's SAM License of 19 November 2025.");

    public override double OperatingPoint => 0.5;

    public override bool TakesExemplars => true;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Encoder, ModelFileRole.TextEncoder, ModelFileRole.Decoder, ModelFileRole.Tokenizer];
}
