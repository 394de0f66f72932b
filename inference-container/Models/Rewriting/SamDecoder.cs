using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting;

/// <summary>
/// SAM's decoder with its enlargement of the masks as products of tokens: a transposed convolution whose stride is its size gives each token's pixels from that
/// token alone, so the norm and the activations work on rows, and the pixels are brought to their places once, at the end.
/// </summary>
/// <remarks>Source: github.com/facebookresearch/segment-anything, mask_decoder.py, as PyTorch exports it. The masks differ by rounding alone.</remarks>
internal static class SamDecoder
{
    private const string Masks = "/Reshape_9_output_0";
    private const string Tokens = "/transformer/layers.1/norm4/LayerNormalization_output_0";
    private const string First = "/output_upscaling/output_upscaling.0/ConvTranspose_output_0";
    private const string Second = "/output_upscaling/output_upscaling.3/ConvTranspose_output_0";
    private const string Product = "/MatMul_1_output_0";
    private const string NormProduct = "/output_upscaling/output_upscaling.1/Mul_output_0";
    private const string NormSum = "/output_upscaling/output_upscaling.1/Add_1_output_0";

    private const int Cells = 64;
    private const int Channels = 256;
    private const int FirstChannels = 64;
    private const int SecondChannels = 32;
    private const int MaskCount = 4;

    // A token becomes 2 × 2 pixels, twice.
    private const int Pixels = 4;

    /// <exception cref="ConversionException">It is another network.</exception>
    public static OnnxGraph Rewrite(OnnxGraph published)
    {
        var source = new SourceGraph(published);
        var sketch = new GraphSketch();
        var tokens = sketch.Reshape("up.tokens", Tokens, sketch.Add(Cells * Cells, Channels));
        var enlarged = Enlarge(sketch, source, "up.first", tokens, First, Channels, FirstChannels);
        enlarged = sketch.Reshape("up.first.pixels", enlarged, sketch.Add(Cells * Cells * Pixels, FirstChannels));
        enlarged = sketch.Emit(
            "up.norm",
            "LayerNormalization",
            [enlarged, AddRow(sketch, "up.norm.scale", ConstantOf(source, NormProduct)), AddRow(sketch, "up.norm.shift", ConstantOf(source, NormSum))],
            new OnnxInteger("axis", -1),
            new OnnxFloat("epsilon", 1e-6f));
        enlarged = sketch.EmitOfRuntime("up.first.active", "Gelu", [enlarged]);
        enlarged = Enlarge(sketch, source, "up.second", enlarged, Second, FirstChannels, SecondChannels);
        enlarged = sketch.EmitOfRuntime(
            "up.second.active", "Gelu", [sketch.Reshape("up.second.pixels", enlarged, sketch.Add(Cells * Cells * Pixels * Pixels, SecondChannels))]);

        var weights = sketch.Reshape("up.weights", source.GetNode(Product).Inputs[0], sketch.Add(MaskCount, SecondChannels));
        var masks = sketch.EmitOfRuntime("up.masks", "FusedMatMul", [weights, enlarged], new OnnxInteger("transB", 1));

        // Rows and columns of tokens, then those of each enlargement within.
        masks = sketch.Reshape("up.masks.apart", masks, sketch.Add(MaskCount, Cells, Cells, 2, 2, 2, 2));
        masks = sketch.Transpose("up.masks.placed", masks, 0, 1, 3, 5, 2, 4, 6);
        sketch.Reshape(Masks, masks, sketch.Add(1, MaskCount, Cells * Pixels, Cells * Pixels));

        return GraphPruning.Keep(
            published with
            {
                Nodes = [.. published.Nodes.Where(node => !node.Outputs.Contains(Masks)), .. sketch.Nodes],
                Constants = [.. published.Constants, .. sketch.Constants],
            },
            [.. published.Outputs.Select(output => output.Name)]);
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

    private static Tensor ConstantOf(SourceGraph source, string output) => source.GetNode(output).Inputs.Select(source.FindConstant).OfType<Tensor>().First();
}
