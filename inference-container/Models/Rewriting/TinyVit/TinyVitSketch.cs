using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>Writes the encoder's operations with the published weights.</summary>
internal sealed class TinyVitSketch(GraphSketch sketch, TinyVitWeights weights)
{
    public GraphSketch Graph => sketch;

    public TinyVitWeights Weights => weights;

    /// <param name="values">[1, channels, rows, columns].</param>
    /// <param name="path">Path of the published convolution.</param>
    /// <param name="hasMargin">Whether the values have an additional row and column in place of padding on the right and at the bottom.</param>
    public string Convolve(string values, string path, bool hasMargin = false)
    {
        var node = weights.GetConvolution(path);
        List<string> inputs = [values, .. node.Inputs.Skip(1).Select(input => sketch.Add(input, weights.GetConstant(input)))];
        var attributes = node.Attributes.Select(attribute => hasMargin && attribute.Name == "pads" ? new OnnxIntegers("pads", [1, 1, 0, 0]) : attribute);
        return sketch.Emit(path, "Conv", inputs, [.. attributes]);
    }

    /// <summary>GELU, for which ONNX Runtime has a kernel of its own, unlike for the approximation with tanh.</summary>
    public string Activate(string values) => sketch.Emit($"{values}.gelu", "Gelu", [values]);

    /// <summary>A block of three convolutions with activations between them.</summary>
    public string ConvolveThrice(string values, string path) =>
        Convolve(Activate(Convolve(Activate(Convolve(values, $"{path}/conv1/c")), $"{path}/conv2/c")), $"{path}/conv3/c");

    /// <param name="tokens">[n, channels].</param>
    /// <param name="path">Path of the published norm, with dots.</param>
    public string Normalize(string tokens, string path) => Normalize(path, tokens, weights.GetConstant($"{path}.weight"), weights.GetConstant($"{path}.bias"), 1e-5f);

    public string Normalize(string name, string tokens, Tensor scale, Tensor bias, float epsilon) => sketch.Emit(
        name,
        "LayerNormalization",
        [tokens, sketch.Add($"{name}.scale", scale.Reshape(scale.ElementCount)), sketch.Add($"{name}.shift", bias.Reshape(bias.ElementCount))],
        new OnnxInteger("axis", -1),
        new OnnxFloat("epsilon", epsilon));

    /// <param name="tokens">[n, rows].</param>
    /// <param name="path">Path of the published layer.</param>
    /// <param name="bias">Name of the layer's bias.</param>
    public string Multiply(string tokens, string path, string bias) =>
        QuantizedLinear.Emit(sketch, path, tokens, weights.GetProduct(path), weights.GetConstant(bias));

    /// <param name="name">Name of the result.</param>
    /// <param name="tokens">[n, channels].</param>
    /// <param name="grid">Rows and columns.</param>
    /// <param name="channels">Channels of a token.</param>
    /// <returns>[1, channels, rows, columns].</returns>
    public string ToMap(string name, string tokens, TokenGrid grid, int channels) =>
        sketch.Reshape(name, sketch.Transpose($"{name}.planes", tokens, 1, 0), grid.Shape(1, channels, grid.Size));

    /// <param name="name">Name of the result.</param>
    /// <param name="map">[1, channels, rows, columns].</param>
    /// <param name="channels">Channels of a token.</param>
    /// <returns>[rows · columns, channels].</returns>
    public string ToTokens(string name, string map, int channels) =>
        sketch.Transpose(name, sketch.Reshape($"{name}.planes", map, sketch.Add(channels, -1)), 1, 0);

    /// <summary>A convolution of tokens, of which some may be cut off.</summary>
    /// <param name="tokens">[rows · columns, channels].</param>
    /// <param name="path">Path of the published convolution.</param>
    /// <param name="grid">Rows and columns.</param>
    /// <param name="channels">Channels of a token.</param>
    /// <param name="edges">The tokens assumed beyond the last row and column.</param>
    /// <param name="convolution">Index of the convolution among those that read tokens.</param>
    public string Convolve(string tokens, string path, TokenGrid grid, int channels, EdgeSketch edges, int convolution)
    {
        var rows = sketch.Reshape($"{path}.rows", tokens, grid.Shape(grid.Size, channels));
        var planes = sketch.Transpose($"{path}.planes", edges.AddMargin(path, rows, grid, channels, convolution), 2, 0, 1);
        var map = sketch.Emit($"{path}.map", "Unsqueeze", [planes, sketch.Add(0)]);
        return ToTokens($"{path}.tokens", Convolve(map, path, hasMargin: true), channels);
    }
}
