using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>A block of windowed attention, a convolution and two linear layers, over tokens in rows: only the picture's own tokens are multiplied.</summary>
/// <param name="network">The network to write to.</param>
/// <param name="edges">The tokens assumed beyond the last row and column.</param>
/// <param name="layer">The layer that the block belongs to.</param>
/// <param name="grid">Sizes of the layer's tokens.</param>
internal sealed class TinyVitBlock(TinyVitSketch network, EdgeSketch edges, TinyVitLayer layer, TokenGrid grid)
{
    private const int Parts = 3;

    private readonly GraphSketch _sketch = network.Graph;

    /// <param name="tokens">[rows · columns, channels].</param>
    /// <param name="index">Index of the block in the layer.</param>
    /// <param name="convolution">Index of the block's convolution among those that read tokens.</param>
    public string Emit(string tokens, int index, int convolution)
    {
        var (path, dotted) = ($"/layers.{layer.Index}/blocks.{index}", $"layers.{layer.Index}.blocks.{index}");
        var attended = _sketch.Emit($"{path}/attended", "Add", [tokens, Attend(tokens, index, path, dotted)]);
        var local = network.Convolve(attended, $"{path}/local_conv/c", grid, layer.Channels, edges, convolution);
        var wide = network.Activate(network.Multiply(network.Normalize(local, $"{dotted}.mlp.norm"), $"{path}/mlp/fc1", $"{dotted}.mlp.fc1.bias"));
        return _sketch.Emit($"{path}/out", "Add", [local, network.Multiply(wide, $"{path}/mlp/fc2", $"{dotted}.mlp.fc2.bias")]);
    }

    private string Attend(string tokens, int index, string path, string dotted)
    {
        var (channels, heads, window) = (layer.Channels, layer.Heads, layer.Window);
        var scale = network.Weights.GetConstant($"{path}/attn/Constant_4_output_0").ReadFloat32()[0];
        var (product, bias) = ByPart(network.Weights.GetProduct($"{path}/attn/qkv"), network.Weights.GetConstant($"{dotted}.attn.qkv.bias"), scale);
        var attention = $"{path}/attn/qkv";
        var all = QuantizedLinear.Emit(_sketch, attention, network.Normalize(tokens, $"{dotted}.attn.norm"), product, bias);
        all = _sketch.Reshape($"{attention}.rows", all, grid.Shape(grid.Size, Parts * channels));

        // Beyond the square, a token is 0, and after the norm it is the norm's bias.
        var blank = Multiply(network.Weights.GetConstant($"{dotted}.attn.norm.bias"), product, bias);
        all = edges.CompleteWindows(attention, all, grid, Parts * channels, blank, layer.Index == 2 ? index : null);
        all = _sketch.Reshape(
            $"{attention}.windows",
            all,
            grid.Shape(grid.WindowRows, window, grid.WindowColumns, window, Parts, heads, TinyVitLayer.HeadChannels));
        all = _sketch.Transpose($"{attention}.parts", all, 4, 0, 2, 5, 1, 3, 6);
        var parts = _sketch.EmitAll($"{attention}.part", "Split", Parts, [all, _sketch.Add(1, 1, 1)], new OnnxInteger("axis", 0));
        var perWindow = _sketch.Add(-1, heads, window * window, TinyVitLayer.HeadChannels);
        List<string> each = [.. parts.Select((part, i) => _sketch.Reshape($"{attention}.each/{i}", part, perWindow))];
        var weights = _sketch.Emit($"{path}/attn/raw", "MatMul", [each[0], _sketch.Transpose($"{path}/attn/keys", each[1], 0, 1, 3, 2)]);
        weights = _sketch.Emit($"{path}/attn/biased", "Add", [weights, _sketch.Add($"{path}/attn/bias", network.Weights.GetConstant($"{path}/attn/Constant_5_output_0"))]);
        weights = _sketch.Emit($"{path}/attn/weights", "Softmax", [weights], new OnnxInteger("axis", -1));
        var mixed = _sketch.Emit($"{path}/attn/mixed", "MatMul", [weights, each[2]]);
        mixed = _sketch.Reshape(
            $"{path}/attn/mixed.windows", mixed, grid.Shape(grid.WindowCounts, heads, window, window, TinyVitLayer.HeadChannels));
        mixed = _sketch.Transpose($"{path}/attn/mixed.grid", mixed, 0, 3, 1, 4, 2, 5);
        mixed = _sketch.Reshape($"{path}/attn/mixed.whole", mixed, grid.Shape(grid.WholeSize, channels));
        mixed = _sketch.Emit($"{path}/attn/mixed.rows", "Slice", [mixed, _sketch.Add(0, 0), grid.Size, _sketch.Add(0, 1)]);
        mixed = _sketch.Reshape($"{path}/attn/mixed.tokens", mixed, _sketch.Add(-1, channels));
        return network.Multiply(mixed, $"{path}/attn/proj", $"{dotted}.attn.proj.bias");
    }

    /// <summary>Reorders the columns: the published ones are grouped by head, each with its queries, keys and values; here all queries come first, and they are scaled.</summary>
    private (Tensor Product, Tensor Bias) ByPart(Tensor product, Tensor bias, float scale)
    {
        var (rows, columns) = (product.Shape[0], product.Shape[1]);
        var from = product.ReadFloat32();
        var fromBias = bias.ReadFloat32();
        var (to, toBias) = (new float[rows * columns], new float[columns]);
        for (var column = 0; column < columns; column++)
        {
            var (part, channel) = (column / layer.Channels, column % layer.Channels);
            var (head, ofHead) = (channel / TinyVitLayer.HeadChannels, channel % TinyVitLayer.HeadChannels);
            var source = (((head * Parts) + part) * TinyVitLayer.HeadChannels) + ofHead;
            var factor = part == 0 ? scale : 1;
            toBias[column] = fromBias[source] * factor;
            for (var row = 0; row < rows; row++)
            {
                to[(row * columns) + column] = from[(row * columns) + source] * factor;
            }
        }

        return (Tensor.OfFloat32([rows, columns], to), Tensor.OfFloat32([columns], toBias));
    }

    private static Tensor Multiply(Tensor row, Tensor product, Tensor bias)
    {
        var columns = product.Shape[1];
        var values = row.ReadFloat32();
        var factors = product.ReadFloat32();
        var sums = bias.ReadFloat32().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            for (var column = 0; column < columns; column++)
            {
                sums[column] += values[i] * factors[(i * columns) + column];
            }
        }

        return Tensor.OfFloat32([columns], sums);
    }
}
