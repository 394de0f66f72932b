using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Operators;

/// <summary>How a kernel moves over height and width, with TensorFlow's padding resolved to numbers.</summary>
internal sealed record Window(IReadOnlyList<int> Kernel, IReadOnlyList<int> Strides, IReadOnlyList<int> Dilations, IReadOnlyList<int> Pads, IReadOnlyList<int> OutputSize)
{
    /// <param name="node">Has <c>strides</c> and <c>padding</c>, and optionally <c>dilations</c>.</param>
    /// <param name="kernel">Height and width.</param>
    /// <param name="input">The input's shape, channels last.</param>
    public static Window Of(TfjsNode node, IReadOnlyList<int> kernel, IReadOnlyList<int> input)
    {
        if (node.GetText("data_format") is not ("" or "NHWC"))
        {
            throw node.Fault("its data format is not NHWC");
        }

        int[] strides = [.. node.GetIntegers("strides").Skip(1).Take(2)];
        int[] dilations = node.GetIntegers("dilations") is { Count: 4 } given ? [given[1], given[2]] : [1, 1];
        int[] reach = [((kernel[0] - 1) * dilations[0]) + 1, ((kernel[1] - 1) * dilations[1]) + 1];
        switch (node.GetText("padding"))
        {
            case "VALID":
                return new(kernel, strides, dilations, [0, 0, 0, 0], [.. Enumerable.Range(0, 2).Select(axis => ((input[axis + 1] - reach[axis]) / strides[axis]) + 1)]);
            case "SAME":
                int[] output = [.. Enumerable.Range(0, 2).Select(axis => (input[axis + 1] + strides[axis] - 1) / strides[axis])];
                int[] total = [.. Enumerable.Range(0, 2).Select(axis => Math.Max(0, ((output[axis] - 1) * strides[axis]) + reach[axis] - input[axis + 1]))];
                return new(kernel, strides, dilations, [total[0] / 2, total[1] / 2, (total[0] + 1) / 2, (total[1] + 1) / 2], output);
            default:
                throw node.Fault("its padding is neither SAME nor VALID");
        }
    }

    public IReadOnlyList<OnnxAttribute> Attributes =>
    [
        new OnnxIntegers("kernel_shape", Kernel),
        new OnnxIntegers("strides", Strides),
        new OnnxIntegers("pads", Pads),
        new OnnxIntegers("dilations", Dilations),
    ];
}
