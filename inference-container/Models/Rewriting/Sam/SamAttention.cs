using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.Sam;

/// <summary>
/// Attention between a prompt's few tokens and the 4096 of the picture, with the products over the picture's tokens halved: instead of their queries, keys or
/// values of 128 numbers, the prompt's own are brought to what those would be multiplied with, which are 8 numbers, one per head, for each of its tokens.
/// </summary>
/// <param name="sketch">Written to.</param>
/// <param name="source">The published decoder.</param>
/// <param name="path">The published attention's, such as <c>/transformer/final_attn_token_to_image</c>.</param>
internal sealed class SamAttention(GraphSketch sketch, SourceGraph source, string path)
{
    private const int Heads = 8;

    /// <summary>Among the prompt's tokens alone, as published.</summary>
    /// <param name="placed">[n, 256]: tokens that know their places, for queries and keys.</param>
    /// <param name="tokens">[n, 256], for values.</param>
    /// <returns>[n, 256].</returns>
    public string Emit(string placed, string tokens)
    {
        var keys = sketch.Transpose($"{path}/keys", Split("k_proj", placed), 0, 2, 1);
        var raw = sketch.Emit($"{path}/raw", "MatMul", [Split("q_proj", placed, 1 / Scale), keys]);
        var mixed = sketch.Emit($"{path}/mixed", "MatMul", [Weigh(raw), Split("v_proj", tokens)]);
        return Project("out_proj", Merge(mixed), Bias("out_proj"));
    }

    /// <summary>What the prompt's tokens take from the picture's.</summary>
    /// <param name="tokens">[n, 256], with their places.</param>
    /// <param name="placed">[4096, 256], with their places.</param>
    /// <param name="image">[4096, 256].</param>
    /// <returns>[n, 256].</returns>
    public string EmitToImage(string tokens, string placed, string image)
    {
        // What the keys' bias adds is the same for all of the picture, so that it has no effect.
        var queries = Fold("q", Split("q_proj", tokens, 1 / Scale), ByHead(Weights("k_proj").Transpose(1, 0)));
        var weights = Weigh(sketch.Emit($"{path}/raw", "Gemm", [queries, placed], new OnnxInteger("transB", 1)));
        var taken = sketch.Emit($"{path}/taken", "MatMul", [weights, image]);
        taken = sketch.Reshape($"{path}/taken.heads", taken, sketch.Add(Heads, -1, SamDecoder.Channels));
        var values = Weights("v_proj");
        var size = values.Shape[1] / Heads;
        var mixed = sketch.Emit(
            $"{path}/mixed", "MatMul", [taken, sketch.Add($"{path}/v.weights", values.Reshape(SamDecoder.Channels, Heads, size).Transpose(1, 0, 2))]);

        // A token's weights add up to 1, so that the values' bias is there once.
        var bias = Rows.Add(Rows.Multiply(Bias("v_proj"), Weights("out_proj")), Bias("out_proj"));
        return Project("out_proj", Merge(mixed), bias);
    }

    /// <summary>The picture's tokens with what they take from the prompt's.</summary>
    /// <param name="image">[4096, 256].</param>
    /// <param name="placed">[4096, 256], with their places.</param>
    /// <param name="placedTokens">[n, 256], with their places.</param>
    /// <param name="tokens">[n, 256].</param>
    /// <returns>[4096, 256].</returns>
    public string EmitToTokens(string image, string placed, string placedTokens, string tokens)
    {
        var heads = Split("k_proj", placedTokens, 1 / Scale);
        var keys = Fold("k", heads, ByHead(Weights("q_proj").Transpose(1, 0)));
        var ofBias = Bias("q_proj");
        var shift = sketch.Emit(
            $"{path}/k.shift", "MatMul", [heads, sketch.Add($"{path}/q.bias", ofBias.Reshape(Heads, ofBias.ElementCount / Heads, 1))]);
        shift = sketch.Reshape($"{path}/k.shifts", shift, sketch.Add(1, -1));
        var raw = sketch.Emit($"{path}/raw", "Gemm", [placed, keys, shift], new OnnxInteger("transB", 1));
        var weights = Weigh(sketch.Reshape($"{path}/raw.heads", raw, sketch.Add(0, Heads, -1)));
        weights = sketch.Reshape($"{path}/weights.flat", weights, sketch.Add(SamDecoder.Cells * SamDecoder.Cells, -1));

        // The weights of each head add up to 1, so that an eighth of the bias in every value is all of it in the sum.
        var values = Fold("v", Split("v_proj", tokens), ByHead(Weights("out_proj")));
        values = sketch.Emit($"{path}/v.biased", "Add", [values, sketch.Add($"{path}/out.bias", Rows.Scale(Bias("out_proj"), 1f / Heads))]);
        return sketch.Emit($"{path}/taken", "Gemm", [weights, values, image]);
    }

    private float Scale => source.GetConstant($"{path}/Div_3_output_0", 1).ReadFloat32()[0];

    private string Weigh(string raw) => sketch.Emit($"{path}/weights", "Softmax", [raw], new OnnxInteger("axis", -1));

    /// <returns>[8, n, size]: each head's part of a token.</returns>
    private string Split(string projection, string tokens, float factor = 1)
    {
        var projected = Project(projection, tokens, Rows.Scale(Bias(projection), factor), factor);
        projected = sketch.Reshape($"{path}/{projection}.heads", projected, sketch.Add(0, Heads, -1));
        return sketch.Transpose($"{path}/{projection}.each", projected, 1, 0, 2);
    }

    /// <returns>[n, 8 · size].</returns>
    private string Merge(string heads)
    {
        var merged = sketch.Transpose($"{path}/merged", heads, 1, 0, 2);
        return sketch.Reshape($"{path}/merged.rows", merged, sketch.Add(0, -1));
    }

    /// <returns>[8 · n, 256]: the first head's tokens first.</returns>
    private string Fold(string name, string heads, Tensor weights)
    {
        var folded = sketch.Emit($"{path}/{name}.folded", "MatMul", [heads, sketch.Add($"{path}/{name}.fold", weights)]);
        return sketch.Reshape($"{path}/{name}.rows", folded, sketch.Add(-1, SamDecoder.Channels));
    }

    private string Project(string projection, string tokens, Tensor bias, float factor = 1) => sketch.Emit(
        $"{path}/{projection}",
        "Gemm",
        [tokens, sketch.Add($"{path}/{projection}.weights", Rows.Scale(Weights(projection), factor)), sketch.Add($"{path}/{projection}.bias", bias)]);

    /// <summary>[8 · size, 256] as [8, size, 256].</summary>
    private static Tensor ByHead(Tensor weights) => weights.Reshape(Heads, weights.Shape[0] / Heads, SamDecoder.Channels);

    private Tensor Weights(string projection) => source.GetConstant($"{path}/{projection}/MatMul_output_0", 1);

    private Tensor Bias(string projection) => source.GetConstantAmong($"{path}/{projection}/Add_output_0");
}
