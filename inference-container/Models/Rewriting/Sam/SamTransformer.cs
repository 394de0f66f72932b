using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.Sam;

/// <summary>Two blocks in which a prompt's tokens and the picture's take from each other, and a last look of the prompt's at the picture.</summary>
/// <param name="sketch">Written to.</param>
/// <param name="source">The published decoder.</param>
internal sealed class SamTransformer(GraphSketch sketch, SourceGraph source)
{
    private const int Blocks = 2;
    private const float Epsilon = 1e-5f;

    /// <param name="prompt">[n, 256]: the prompt's tokens, which are added again wherever their places matter.</param>
    /// <param name="image">[4096, 256].</param>
    /// <param name="positions">[4096, 256].</param>
    /// <returns>Both after the blocks.</returns>
    public (string Tokens, string Image) Emit(string prompt, string image, string positions)
    {
        var tokens = prompt;
        var placedImage = Place("image.placed", image, positions);
        for (var block = 0; block < Blocks; block++)
        {
            var path = $"/transformer/layers.{block}";
            var own = new SamAttention(sketch, source, $"{path}/self_attn");
            tokens = block == 0
                ? Normalize($"{path}/norm1", own.Emit(tokens, tokens))
                : Normalize($"{path}/norm1", tokens, own.Emit(Place($"{path}/placed", tokens, prompt), tokens));
            tokens = Look(path, "cross_attn_token_to_image", "norm2", tokens, prompt, placedImage, image);
            tokens = Normalize($"{path}/norm3", tokens, Perceive($"{path}/mlp", tokens));
            image = Normalize(
                $"{path}/norm4",
                new SamAttention(sketch, source, $"{path}/cross_attn_image_to_token")
                    .EmitToTokens(image, placedImage, Place($"{path}/placed.last", tokens, prompt), tokens));
            placedImage = Place($"{path}/image.placed", image, positions);
        }

        return (Look("/transformer", "final_attn_token_to_image", "norm_final_attn", tokens, prompt, placedImage, image), image);
    }

    private string Look(string path, string attention, string norm, string tokens, string prompt, string placedImage, string image)
    {
        var placed = Place($"{path}/{attention}/placed", tokens, prompt);
        return Normalize($"{path}/{norm}", tokens, new SamAttention(sketch, source, $"{path}/{attention}").EmitToImage(placed, placedImage, image));
    }

    private string Place(string name, string tokens, string places) => sketch.Emit(name, "Add", [tokens, places]);

    private string Perceive(string path, string tokens)
    {
        var wide = sketch.Emit($"{path}/active", "Relu", [Multiply($"{path}/lin1", tokens)]);
        return Multiply($"{path}/lin2", wide);
    }

    private string Multiply(string path, string tokens) => sketch.Emit(
        path,
        "Gemm",
        [
            tokens,
            sketch.Add($"{path}.weights", source.GetConstant($"{path}/MatMul_output_0", 1)),
            sketch.Add($"{path}.bias", source.GetConstantAmong($"{path}/Add_output_0")),
        ]);

    private string Normalize(string path, string tokens) => sketch.Emit(
        path,
        "LayerNormalization",
        [
            tokens,
            sketch.Add($"{path}.scale", source.GetConstant($"{path}/LayerNormalization_output_0", 1)),
            sketch.Add($"{path}.shift", source.GetConstant($"{path}/LayerNormalization_output_0", 2)),
        ],
        new OnnxInteger("axis", -1),
        new OnnxFloat("epsilon", Epsilon));

    /// <summary>The norm of a sum.</summary>
    private string Normalize(string path, string tokens, string change) => Normalize(path, sketch.Emit($"{path}/sum", "Add", [tokens, change]));
}
