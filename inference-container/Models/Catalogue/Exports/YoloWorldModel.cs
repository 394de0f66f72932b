namespace SegFunctions.Models.Catalogue.Exports;

/// <summary>
/// Kind <c>yolo-world</c>, as wkentaro/osam publishes it: detects boxes for texts. The network takes <c>images</c> f32 [1,3,640,640], R, G, B in 0–1, the picture in the middle with 114 / 255
/// around it, and <c>text_features</c> f32 [1,n,512]; it returns <c>scores</c> f32 [1,k,n], 0–1, and <c>boxes</c> f32 [1,k,4], edges in pixels of the input. The text encoder, which is CLIP's, takes
/// <c>input</c> i64 [1,77], tokens followed by zeros, and returns f32 [1,512], which is then normalized to unit length. The features of a space stand for the background and come last.
/// </summary>
public sealed record YoloWorldModel : TextModel
{
    public static ExportKind Kind { get; } = new(
        "yolo-world",
        "Boxes for any words (YOLO-World), masks by SAM",
        [
            new ExportFile(
                ModelFileRole.Network,
                [YoloTensors.Images with { Name = "images" }, YoloTensors.TextFeatures with { Name = "text_features" }],
                [
                    new TensorRule("scores", TensorType.F32, [1, TensorRule.Any, TensorRule.Any]),
                    new TensorRule("boxes", TensorType.F32, [1, TensorRule.Any, 4]),
                ]),
            YoloTensors.TextEncoder,
            ExportFile.OfTokenizer(TokenizerKind.Bpe),
        ],
        added => new YoloWorldModel { Name = added.Name, Description = added.Description, License = added.License, Source = added.Source, Files = added.Files },
        "YOLO-World's code and weights are under the GPL-3.0.");

    /// <summary>The value that labelme uses for it.</summary>
    public override double OperatingPoint => 0.1;

    internal override IReadOnlyList<ModelFileRole> Roles => [ModelFileRole.Network, ModelFileRole.TextEncoder, ModelFileRole.Tokenizer];
}
