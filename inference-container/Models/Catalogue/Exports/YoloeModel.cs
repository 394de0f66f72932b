namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// Kind <c>yoloe</c>, as jamjamjon/usls exports YOLOE 8 and 11 for texts: makes masks for texts. The network takes f32 [1,3,640,640], like <see cref="YoloWorldModel"/>, and
/// f32 [1,80,512], the features of up to 80 texts followed by zeros. It returns <c>output0</c> f32 [1,4+80+32,8400]: center, width and height in pixels of the input, a score per text and
/// the coefficients of a mask; and <c>output1</c> f32 [1,32,160,160], the prototypes that masks are composed of. The text encoder, MobileCLIP's, is used like CLIP's.
/// </summary>
public sealed record YoloeModel : TextModel
{
    public const int MostTexts = 80;
    public const int Coefficients = 32;
    public const int MapSide = 160;

    public static ExportKind Kind { get; } = new(
        "yoloe",
        "Masks for any words (YOLOE 8 and 11)",
        [
            new ExportFile(
                ModelFileRole.Network,
                [YoloTensors.Images, YoloTensors.TextFeatures with { Shape = [1, MostTexts, YoloTensors.FeatureLength] }],
                [
                    new TensorRule("output0", TensorType.F32, [1, 4 + MostTexts + Coefficients, TensorRule.Any]),
                    new TensorRule("output1", TensorType.F32, [1, Coefficients, MapSide, MapSide]),
                ]),
            YoloTensors.TextEncoder,
            ExportFile.OfTokenizer(TokenizerKind.Bpe),
        ],
        added => new YoloeModel { Name = added.Name, Description = added.Description, License = added.License, Source = added.Source, Files = added.Files },
        "YOLOE's code and weights are under the AGPL-3.0.");

    /// <summary>The default of its authors' predictor.</summary>
    public override double OperatingPoint => 0.25;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network, ModelFileRole.TextEncoder, ModelFileRole.Tokenizer];
}
