using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.Sam;

/// <summary>SAM's decoder with cheaper attention and enlargement, and without masks where a picture has no content: an input for that takes the place of the picture's size.</summary>
/// <remarks>Source: github.com/facebookresearch/segment-anything, mask_decoder.py and transformer.py, as PyTorch exports them. The masks differ by rounding alone.</remarks>
internal static class SamDecoder
{
    /// <summary>Name of an input of two 64-bit integers: rows and columns of the embedding, 1–64, from its top left corner. Masks are drawn there.</summary>
    public const string Content = "content_cells";

    /// <summary>Rows, and columns, of the embedding.</summary>
    public const int Cells = 64;

    /// <summary>Numbers of a token, be it a prompt's or a cell's.</summary>
    public const int Channels = 256;

    private const string Embedding = "image_embeddings";
    private const string Dense = "/Add_6_output_0";
    private const string OutputTokens = "/Expand_1_output_0";
    private const string PromptTokens = "/Add_5_output_0";
    private const string Positions = "/Unsqueeze_1_output_0";
    private const string Decoded = "/transformer/norm_final_attn/LayerNormalization_output_0";

    /// <exception cref="ConversionException">It is another network.</exception>
    public static OnnxGraph Rewrite(OnnxGraph published)
    {
        var source = new SourceGraph(published);
        var sketch = new GraphSketch();
        var tokens = sketch.Concatenate("prompt", 1, source.GetNode(OutputTokens).Inputs[0], PromptTokens);
        tokens = sketch.Reshape("prompt.rows", tokens, sketch.Add(-1, Channels));
        var image = ToRows(sketch, "image", sketch.Emit("image.prompted", "Add", [Embedding, Dense]));
        (tokens, image) = new SamTransformer(sketch, source).Emit(tokens, image, ToRows(sketch, "positions", Positions));
        sketch.Reshape(Decoded, tokens, sketch.Add(1, -1, Channels));
        SamEnlargement.Emit(sketch, source, image, Content);

        return GraphPruning.Keep(
            published with
            {
                Nodes = [.. published.Nodes.Where(node => !node.Outputs.Contains(SamEnlargement.Masks) && !node.Outputs.Contains(Decoded)), .. sketch.Nodes],
                Constants = [.. published.Constants, .. sketch.Constants],
                Inputs = [.. published.Inputs, new OnnxPort(Content, ElementType.Int64, [2])],
            },
            [.. published.Outputs.Select(output => output.Name)]);
    }

    /// <returns>[4096, 256].</returns>
    private static string ToRows(GraphSketch sketch, string name, string map) =>
        sketch.Transpose($"{name}.rows", sketch.Reshape($"{name}.planes", map, sketch.Add(Channels, Cells * Cells)), 1, 0);
}
