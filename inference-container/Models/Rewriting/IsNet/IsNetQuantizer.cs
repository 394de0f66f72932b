using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Rewriting.IsNet;

/// <summary>
/// IS-Net with 8-bit integer convolutions. Each channel is scaled by its range, which the weights before and after absorb, so that all values have the same step.
/// </summary>
/// <remarks>Source: github.com/xuebinqin/DIS, isnet.py, as PyTorch exports it.</remarks>
internal sealed class IsNetQuantizer
{
    // The deepest stage decides what the subject is, and is small and cheap: it stays in floats.
    private const string DeepestStage = "/stage6/";

    private readonly GraphSketch _sketch = new();
    private readonly OnnxGraph _graph;
    private readonly SourceGraph _source;
    private readonly IsNetRanges _ranges;
    private readonly HashSet<string> _inFloats;
    private readonly HashSet<string> _inIntegers = new(StringComparer.Ordinal);
    private readonly string _first;
    private readonly Step _positive;
    private readonly Step _signed;

    private IsNetQuantizer(OnnxGraph graph)
    {
        (_graph, _source) = (graph, new SourceGraph(graph));
        _inFloats = graph.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        _first = graph.Nodes.First(node => node.Operator == "Conv" && _inFloats.Contains(node.Inputs[0])).Outputs[0];
        _ranges = new IsNetRanges(graph.Nodes, _first, CountChannels);
        _positive = AddStep("positive", byte.MaxValue, zero: 0);
        _signed = AddStep("signed", sbyte.MaxValue, zero: 128);
    }

    /// <param name="published">Has 16-bit weights.</param>
    /// <param name="outputs">Names of the outputs to keep.</param>
    /// <exception cref="ConversionException">The network is not the expected one.</exception>
    public static OnnxGraph Rewrite(OnnxGraph published, IReadOnlyList<string> outputs) =>
        GraphPruning.Keep(new IsNetQuantizer(FullPrecision.Rewrite(published, outputs)).Rewrite(), outputs);

    private OnnxGraph Rewrite()
    {
        var sizes = _graph.Nodes.Where(node => node.Operator == "Resize").Select(node => node.Inputs[^1]).ToHashSet(StringComparer.Ordinal);
        var activated = _graph.Nodes.Where(node => node.Operator == "Relu").Select(node => node.Inputs[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var node in _graph.Nodes.Where(node => !sizes.Contains(node.Outputs[0]) && !activated.Contains(node.Outputs[0])))
        {
            Emit(node, node.Outputs[0]);
        }

        return _graph with { Nodes = _sketch.Nodes, Constants = _sketch.Constants };
    }

    private void Emit(OnnxNode node, string output)
    {
        switch (node.Operator)
        {
            case "Conv":
                Convolve(node, output, _ranges.Find(output));
                break;
            case "Relu":
                Activate(_source.GetNode(node.Inputs[0]), output);
                break;
            case "MaxPool":
                _ranges.Join(output, node.Inputs);
                Pass(node, output, inIntegers: _inIntegers.Contains(node.Inputs[0]));
                break;
            case "Concat":
                _ranges.Join(output, node.Inputs);
                Pass(node, output, inIntegers: true);
                break;
            case "Resize":
                // In integers it truncates instead of rounding, an error that every stage would add to.
                _ranges.Join(output, node.Inputs[0]);
                _inFloats.Add(_sketch.Emit(
                    output, node.Operator, [InFloats(node.Inputs[0]), string.Empty, _sketch.Add("twice", Tensor.OfFloat32([4], [1, 1, 2, 2]))], [.. node.Attributes]));
                break;
            case "Add" when _inIntegers.Contains(node.Inputs[0]):
                var (first, second) = (InIntegers(node.Inputs[0]), InIntegers(node.Inputs[1]));
                _inIntegers.Add(output);
                _sketch.EmitOfRuntime(Integers(output), "QLinearAdd", [first, .. _positive.Names, second, .. _positive.Names, .. _positive.Names]);
                break;
            case "Add" or "Sigmoid":
                Pass(node, output, inIntegers: false);
                break;
            case "Cast" or "Constant" or "Shape" or "Slice":
                break;
            default:
                throw new ConversionException($"IS-Net has no {node.Operator}.");
        }
    }

    private void Pass(OnnxNode node, string output, bool inIntegers)
    {
        List<string> inputs = [.. node.Inputs.Select(input => inIntegers ? InIntegers(input) : InFloats(input))];
        (inIntegers ? _inIntegers : _inFloats).Add(output);
        _sketch.Emit(inIntegers ? Integers(output) : output, node.Operator, inputs, [.. node.Attributes]);
    }

    private void Activate(OnnxNode convolution, string output)
    {
        if (output.StartsWith(DeepestStage, StringComparison.Ordinal))
        {
            _inFloats.Add(_sketch.Emit(output, "Relu", [Convolve(convolution, $"{output}.sum", _ranges.Find(output))]));
            return;
        }

        var (weights, bias) = Scale(convolution, _ranges.Find(output));
        var (input, step) = (InIntegers(convolution.Inputs[0]), StepOf(convolution.Inputs[0]));
        var quantized = QuantizedConvolution.Of(weights.ReadFloat32(), bias.ReadFloat32(), step.Size);
        _inIntegers.Add(output);
        _sketch.Emit(
            Integers(output),
            "QLinearConv",
            [
                input, .. step.Names,
                _sketch.Add($"{output}.weights", Tensor.OfInt8(weights.Shape, quantized.Weights)),
                _sketch.Add($"{output}.scales", Tensor.OfFloat32([quantized.Scales.Length], quantized.Scales)),
                _sketch.Add($"{output}.zeros", Tensor.OfInt8([quantized.Scales.Length], new sbyte[quantized.Scales.Length])),
                .. _positive.Names,
                _sketch.Add($"{output}.bias", Tensor.OfInt32([quantized.Bias.Length], quantized.Bias)),
            ],
            [.. convolution.Attributes]);
    }

    /// <summary>A convolution in floats, whose weights are stored in 16 bits.</summary>
    private string Convolve(OnnxNode convolution, string output, float[]? ranges)
    {
        var (weights, bias) = Scale(convolution, ranges);
        var kept = _sketch.Add($"{output}.weights", weights.ToFloat16());
        _inFloats.Add(output);
        return _sketch.Emit(
            output,
            "Conv",
            [
                InFloats(convolution.Inputs[0]),
                _sketch.Emit($"{output}.weights.wide", "Cast", [kept], new OnnxInteger("to", (int)ElementType.Float32)),
                _sketch.Add($"{output}.bias", bias),
            ],
            [.. convolution.Attributes]);
    }

    /// <returns>The weights of a convolution, scaled by the ranges of its inputs and outputs.</returns>
    private (Tensor Weights, Tensor Bias) Scale(OnnxNode convolution, float[]? ofOutput)
    {
        var (weights, bias) = (WeightsOf(convolution), GetWeights(convolution.Inputs[2]));
        var (numbers, sums) = (weights.ReadFloat32().ToArray(), bias.ReadFloat32().ToArray());
        var ofInput = _ranges.Find(convolution.Inputs[0]);
        var (inputs, area) = (weights.Shape[1], weights.Shape[2] * weights.Shape[3]);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] *= (ofInput?[i / area % inputs] ?? 1) / (ofOutput?[i / (area * inputs)] ?? 1);
        }

        for (var channel = 0; channel < sums.Length; channel++)
        {
            sums[channel] /= ofOutput?[channel] ?? 1;
        }

        return (Tensor.OfFloat32(weights.Shape, numbers), Tensor.OfFloat32(bias.Shape, sums));
    }

    private int CountChannels(string value)
    {
        var node = _source.GetNode(value);
        return WeightsOf(node.Operator == "Conv" ? node : _source.GetNode(node.Inputs[0])).Shape[0];
    }

    private Tensor WeightsOf(OnnxNode convolution) => GetWeights(convolution.Inputs[1]);

    private Tensor GetWeights(string name) => _source.GetConstant(name, input: 0).ToFloat32();

    private string InFloats(string value) => _inFloats.Add(value) ? _sketch.Emit(value, "DequantizeLinear", [Integers(value), .. StepOf(value).Names]) : value;

    private string InIntegers(string value) =>
        _inIntegers.Add(value) ? _sketch.Emit(Integers(value), "QuantizeLinear", [value, .. StepOf(value).Names]) : Integers(value);

    /// <summary>Only the first convolution has no activation after it, and therefore values of both signs.</summary>
    private Step StepOf(string value) => value == _first ? _signed : _positive;

    private Step AddStep(string name, int greatest, byte zero)
    {
        var size = 1f / greatest;
        return new Step(size, [_sketch.Add($"{name}.step", Tensor.OfFloat32(size)), _sketch.Add($"{name}.zero", new Tensor(ElementType.UInt8, [], [zero]))]);
    }

    private static string Integers(string value) => $"{value}.integers";

    /// <summary>The step of an integer type.</summary>
    /// <param name="Size">As a fraction of a channel's range.</param>
    /// <param name="Names">Names of two constants: the size, and the integer that stands for 0.</param>
    private sealed record Step(float Size, IReadOnlyList<string> Names);
}
