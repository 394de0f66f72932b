using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.Sam;

/// <summary>
/// The enlargement of the masks as products of tokens: a transposed convolution whose stride is its size gives each token's pixels from that token alone, so
/// the norm and the activations work on rows, only the tokens of the content are enlarged, and the pixels are brought to their places once, at the end.
/// </summary>
internal static class SamEnlargement
{
    /// <summary>The published masks.</summary>
    public const string Masks = "/Reshape_9_output_0";

    private const string First = "/output_upscaling/output_upscaling.0/ConvTranspose_output_0";
    private const string Second = "/output_upscaling/output_upscaling.3/ConvTranspose_output_0";
    private const string Product = "/MatMul_1_output_0";
    private const string NormProduct = "/output_upscaling/output_upscaling.1/Mul_output_0";
    private const string NormSum = "/output_upscaling/output_upscaling.1/Add_1_output_0";

    private const int FirstChannels = 64;
    private const int SecondChannels = 32;
    private const int MaskCount = 4;

    // A token becomes 2 × 2 pixels, twice.
    private const int Pixels = 4;

    // The logit of what is outside the content, where SAM draws nothing.
    private const float Outside = -16;

    /// <param name="sketch">Written to.</param>
    /// <param name="source">The published decoder.</param>
    /// <param name="image">[4096, 256].</param>
    /// <param name="content">Two integers: rows and columns that are enlarged.</param>
    public static void Emit(GraphSketch sketch, SourceGraph source, string image, string content)
    {
        var tokens = sketch.Reshape("up.cells", image, sketch.Add(SamDecoder.Cells, SamDecoder.Cells, SamDecoder.Channels));
        tokens = sketch.Emit("up.content", "Slice", [tokens, sketch.Add(0, 0), content, sketch.Add(0, 1)]);
        tokens = sketch.Reshape("up.tokens", tokens, sketch.Add(-1, SamDecoder.Channels));
        var enlarged = Enlarge(sketch, source, "up.first", tokens, First, SamDecoder.Channels, FirstChannels);
        enlarged = sketch.Reshape("up.first.pixels", enlarged, sketch.Add(-1, FirstChannels));
        enlarged = sketch.Emit(
            "up.norm",
            "LayerNormalization",
            [enlarged, AddRow(sketch, "up.norm.scale", source.GetConstantAmong(NormProduct)), AddRow(sketch, "up.norm.shift", source.GetConstantAmong(NormSum))],
            new OnnxInteger("axis", -1),
            new OnnxFloat("epsilon", 1e-6f));
        enlarged = sketch.EmitOfRuntime("up.first.active", "Gelu", [enlarged]);
        enlarged = Enlarge(sketch, source, "up.second", enlarged, Second, FirstChannels, SecondChannels);
        enlarged = sketch.EmitOfRuntime("up.second.active", "Gelu", [sketch.Reshape("up.second.pixels", enlarged, sketch.Add(-1, SecondChannels))]);

        var weights = sketch.Reshape("up.weights", source.GetNode(Product).Inputs[0], sketch.Add(MaskCount, SecondChannels));
        var masks = sketch.EmitOfRuntime("up.masks", "FusedMatMul", [weights, enlarged], new OnnxInteger("transB", 1));

        // Rows and columns of tokens, then those of each enlargement within.
        masks = sketch.Reshape("up.masks.apart", masks, sketch.Concatenate("up.masks.sizes", 0, sketch.Add(MaskCount), content, sketch.Add(2, 2, 2, 2)));
        masks = sketch.Transpose("up.masks.placed", masks, 0, 1, 3, 5, 2, 4, 6);
        var size = sketch.Emit("up.masks.size", "Mul", [content, sketch.Add(Pixels)]);
        masks = sketch.Reshape("up.masks.whole", masks, sketch.Concatenate("up.masks.shape", 0, sketch.Add(1, MaskCount), size));
        var rest = sketch.Emit("up.masks.rest", "Sub", [sketch.Add(SamDecoder.Cells * Pixels), size]);
        rest = sketch.Concatenate("up.masks.pads", 0, sketch.Add(0, 0, 0, 0, 0, 0), rest);
        sketch.Emit(Masks, "Pad", [masks, rest, sketch.Add("up.outside", Tensor.OfFloat32(Outside))]);
    }

    /// <returns>[n, 4 · outputs]: the four pixels of a token after each other.</returns>
    private static string Enlarge(GraphSketch sketch, SourceGraph source, string name, string tokens, string convolution, int channels, int outputs)
    {
        var weights = source.GetConstant(convolution, 1);
        if (!weights.Shape.SequenceEqual([channels, outputs, 2, 2]))
        {
            throw new ConversionException($"{convolution} does not enlarge {channels} channels to {outputs}.");
        }

        var product = weights.Transpose(0, 2, 3, 1).Reshape(channels, Pixels * outputs);
        var bias = source.GetConstant(convolution, 2).ReadFloat32();
        var ofEach = new float[Pixels * outputs];
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            bias.CopyTo(ofEach.AsSpan(pixel * outputs));
        }

        return sketch.Emit(
            name, "Gemm", [tokens, sketch.Add($"{name}.weights", product), sketch.Add($"{name}.bias", Tensor.OfFloat32([Pixels * outputs], ofEach))]);
    }

    private static string AddRow(GraphSketch sketch, string name, Tensor values) => sketch.Add(name, values.Reshape(values.ElementCount));
}
