using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.TinyVit;

/// <summary>
/// MobileSAM's encoder, TinyViT-5M, rebuilt from its published weights: tokens are normalized and multiplied in rows rather than in padded windows, linear
/// layers use 8-bit integers, and the input may be cut to one of <see cref="EdgeTable.Sides"/> at the bottom or on the right.
/// </summary>
/// <remarks>Source: github.com/ChaoningZhang/MobileSAM, tiny_vit_sam.py. The input is [1, 3, height, width]; the output is [1, 256, 64, 64] for every input.</remarks>
internal sealed class TinyVitEncoder
{
    private const string Input = "input";
    private const string Output = "output";
    private const int FineStride = 8;
    private const int Stride = 16;

    private readonly GraphSketch _sketch = new();
    private readonly TinyVitSketch _network;
    private readonly EdgeSketch _edges;
    private readonly string _size;
    private readonly string _cells;
    private int _convolutions;

    private TinyVitEncoder(OnnxGraph published)
    {
        _network = new TinyVitSketch(_sketch, new TinyVitWeights(new SourceGraph(published)));
        _size = _sketch.Emit("size", "Slice", [_sketch.Emit("shape", "Shape", [Input]), _sketch.Add(2), _sketch.Add(4)]);
        _cells = Count("cells", Stride);
        _edges = new EdgeSketch(_sketch, _cells);
    }

    /// <exception cref="ConversionException">The network is not the expected one.</exception>
    public static OnnxGraph Rewrite(OnnxGraph published) => new TinyVitEncoder(published).Emit();

    private OnnxGraph Emit()
    {
        var (first, second, third) = (TinyVitLayer.All[0], TinyVitLayer.All[1], TinyVitLayer.All[2]);
        var fine = new TokenGrid(_sketch, "fine", Count("fine-cells", FineStride), first.Window);
        var map = _sketch.Emit("fine-map", "Slice", [EmitStem(), _sketch.Add(0, 0), fine.Size, _sketch.Add(2, 3)]);
        var tokens = EmitLayer(first, fine, _network.ToTokens("fine-tokens", map, first.Channels));
        map = _network.ConvolveThrice(_network.ToMap("fine-out", tokens, fine, first.Channels), "/layers.1/downsample");

        var grid = new TokenGrid(_sketch, "coarse", _cells, second.Window);
        tokens = EmitLayer(second, grid, _network.ToTokens("coarse-tokens", map, second.Channels));
        tokens = Widen(_network.ToMap("coarse-out", tokens, grid, second.Channels), grid, third.Channels);

        grid = new TokenGrid(_sketch, "last", _cells, third.Window);
        EmitNeck(EmitLayer(third, grid, tokens), grid, third.Channels);
        return new OnnxGraph(
            _sketch.Nodes,
            _sketch.Constants,
            [new OnnxPort(Input, ElementType.Float32, [1, 3, OnnxPort.Open, OnnxPort.Open])],
            [new OnnxPort(Output, ElementType.Float32, [1, EdgeTable.Channels, EdgeTable.Cells, EdgeTable.Cells])])
        {
            OperatorSet = 20,
        };
    }

    private string Count(string name, int stride) => _sketch.Emit(name, "Div", [_size, _sketch.Add(stride, stride)]);

    /// <summary>The purely convolutional layers. Beyond a cut they see a few blank pixels; beyond the square they see nothing.</summary>
    /// <returns>[1, 128, height / 8, width / 8], possibly with one additional row or column.</returns>
    private string EmitStem()
    {
        var more = _sketch.Emit("cut-count", "Cast", [_edges.AreCut], new OnnxInteger("to", (int)ElementType.Int64));
        more = _sketch.Emit("blank-pixels", "Mul", [more, _sketch.Add(FineStride, FineStride)]);
        var map = _sketch.Emit("padded", "Pad", [Input, _sketch.Concatenate("pads", 0, _sketch.Add(0, 0, 0, 0, 0, 0), more)]);
        map = _network.Convolve(_network.Activate(_network.Convolve(map, "/patch_embed/seq/seq.0/c")), "/patch_embed/seq/seq.2/c");
        for (var index = 0; index < 2; index++)
        {
            var path = $"/layers.0/blocks.{index}";
            map = _network.Activate(_sketch.Emit($"{path}/sum", "Add", [_network.ConvolveThrice(map, path), map]));
        }

        return _network.ConvolveThrice(map, "/layers.0/downsample");
    }

    private string EmitLayer(TinyVitLayer layer, TokenGrid grid, string tokens)
    {
        var block = new TinyVitBlock(_network, _edges, layer, grid);
        for (var index = 0; index < layer.Blocks; index++)
        {
            tokens = block.Emit(tokens, index, _convolutions++);
        }

        return tokens;
    }

    /// <summary>Leads from the second layer to the third, which has the same cells: the convolution in the middle reads beyond a cut.</summary>
    private string Widen(string map, TokenGrid grid, int channels)
    {
        const string Path = "/layers.2/downsample";
        var wide = _network.ToTokens($"{Path}.wide", _network.Activate(_network.Convolve(map, $"{Path}/conv1/c")), channels);
        var local = _network.Convolve(wide, $"{Path}/conv2/c", grid, channels, _edges, _convolutions++);
        return MultiplyCells(_network.Activate(local), $"{Path}/conv3/c", channels, channels);
    }

    private void EmitNeck(string tokens, TokenGrid grid, int channels)
    {
        tokens = MultiplyCells(tokens, "/neck/neck.0", channels, EdgeTable.Channels);
        tokens = Normalize(tokens, "/neck/neck.1", "/neck/neck.1/Add_1_output_0");
        tokens = _network.Convolve(tokens, "/neck/neck.2", grid, EdgeTable.Channels, _edges, _convolutions++);
        tokens = Normalize(tokens, "/neck/neck.3", Output);
        var rows = _sketch.Reshape("neck-rows", tokens, grid.Shape(grid.Size, EdgeTable.Channels));
        _sketch.Emit(Output, "Unsqueeze", [_sketch.Transpose("neck-planes", _edges.Fill(rows, grid), 2, 0, 1), _sketch.Add(0)]);
    }

    /// <summary>A 1×1 convolution, written as a product of tokens.</summary>
    private string MultiplyCells(string tokens, string path, int channels, int outputs)
    {
        var node = _network.Weights.GetConvolution(path);
        var weights = _network.Weights.GetConstant(node.Inputs[1]).Reshape(outputs, channels).Transpose(1, 0);
        List<string> inputs = [tokens, _sketch.Add($"{path}.weights", weights)];
        inputs.AddRange(node.Inputs.Skip(2).Select(bias => _sketch.Add(bias, _network.Weights.GetConstant(bias))));
        return _sketch.Emit(path, "Gemm", inputs);
    }

    /// <summary>A norm over channels, which the published network spells out, ending in a product and a sum with constants.</summary>
    private string Normalize(string tokens, string path, string sum) =>
        _network.Normalize(path, tokens, ConstantOf($"{path}/Mul_output_0"), ConstantOf(sum), 1e-6f);

    private Tensor ConstantOf(string output) => _network.Weights.GetNode(output).Inputs.Select(_network.Weights.FindConstant).OfType<Tensor>().First();
}
