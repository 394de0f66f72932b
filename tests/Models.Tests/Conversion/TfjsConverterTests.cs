using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Tests.Conversion;

/// <summary>Small graphs whose results are calculated by hand from TensorFlow's definitions.</summary>
public sealed class TfjsConverterTests
{
    private const string Same = """{"strides":{"list":{"i":["1","2","2","1"]}},"padding":{"s":"U0FNRQ=="}}""";
    private const string SameWithBiasAndRelu =
        """{"strides":{"list":{"i":["1","1","1","1"]}},"padding":{"s":"U0FNRQ=="},"fused_ops":{"list":{"s":["Qmlhc0FkZA==","UmVsdQ=="]}}}""";

    private const string PoolOfOne =
        """{"ksize":{"list":{"i":["1","1","1","1"]}},"strides":{"list":{"i":["1","1","1","1"]}},"padding":{"s":"U0FNRQ=="}}""";

    [Fact]
    public void Pads_a_strided_convolution_of_an_even_size_at_the_end_only() =>
        Assert.Equal(
            [5 + 10, 7, 13, 15],
            Run(
                new TfjsModel([1, 4, 4, 1], [1, 2, 2, 1])
                    .AddFloats("k", [3, 3, 1, 1], 0, 0, 0, 0, 1, 0, 0, 0, 1)
                    .AddNode("y", "Conv2D", ["x", "k"], Same),
                [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
                [1, 4, 4, 1]));

    [Fact]
    public void Reads_what_goes_in_and_out_wherever_it_is_told()
    {
        var model = new TfjsModel([1, 4, 4, 1], [1, 2, 2, 1]);

        var graph = TfjsGraphReader.Read(model.ToJsonOfOtherExporters(), model.Weights);

        Assert.Equal((Assert.Single(graph.Inputs).Name, Assert.Single(graph.Outputs).Name), ("x", "y"));
        Assert.Equal((int[])[1, 2, 2, 1], graph.Outputs[0].Shape);
    }

    [Fact]
    public void Mixes_channels_by_the_weights_of_in_and_out_and_fuses_bias_and_activation() =>
        Assert.Equal(
            [0, 3 + 10 + 1, 0, 30 + 100 + 1],
            Run(
                new TfjsModel([1, 1, 2, 2], [1, 1, 2, 2])
                    .AddFloats("k", [1, 1, 2, 2], -1, 3, -1, 5)
                    .AddFloats("b", [2], 0, 1)
                    .AddNode("y", "_FusedConv2D", ["x", "k", "b"], SameWithBiasAndRelu),
                [1, 2, 10, 20],
                [1, 1, 2, 2]));

    [Fact]
    public void Runs_each_channel_alone_in_a_depthwise_convolution() =>
        Assert.Equal(
            [2, 30, 4, 60],
            Run(
                new TfjsModel([1, 1, 2, 2], [1, 1, 2, 2])
                    .AddFloats("k", [1, 1, 2, 1], 2, 3)
                    .AddNode("y", "DepthwiseConv2dNative", ["x", "k"], """{"strides":{"list":{"i":["1","1","1","1"]}},"padding":{"s":"VkFMSUQ="}}"""),
                [1, 10, 2, 20],
                [1, 1, 2, 2]));

    [Fact]
    public void Joins_and_adds_channels_after_a_change_of_layout() =>
        Assert.Equal(
            [1, 2, 1 + 1, 2 + 2, 3, 4, 3 + 1, 4 + 2],
            Run(
                new TfjsModel([1, 1, 2, 2], [1, 1, 2, 4])
                    .AddFloats("b", [2], 1, 2)
                    .AddIntegers("axis", [], 3)
                    .AddNode("pool", "MaxPool", ["x"], PoolOfOne)
                    .AddNode("sum", "Add", ["pool", "b"])
                    .AddNode("y", "ConcatV2", ["pool", "sum", "axis"]),
                [1, 2, 3, 4],
                [1, 1, 2, 2]));

    [Fact]
    public void Resizes_from_the_corner_as_TensorFlow_did_before_half_pixels() =>
        Assert.Equal(
            [0, 1, 2, 2],
            Run(
                new TfjsModel([1, 1, 2, 1], [1, 1, 4, 1]).AddIntegers("size", [2], 1, 4).AddNode("y", "ResizeBilinear", ["x", "size"]),
                [0, 2],
                [1, 1, 2, 1]));

    [Theory]
    [InlineData("FloorDiv", new float[] { -4, -1, 0, 2 })]
    [InlineData("FloorMod", new float[] { 1, 1, 0, 1 })]
    public void Divides_integers_towards_the_floor(string operation, float[] expected) =>
        Assert.Equal(
            expected,
            Run(
                new TfjsModel([4], [4])
                    .AddIntegers("two", [], 2)
                    .AddNode("whole", "Cast", ["x"], """{"DstT":{"type":"DT_INT32"}}""")
                    .AddNode("result", operation, ["whole", "two"])
                    .AddNode("y", "Cast", ["result"], """{"DstT":{"type":"DT_FLOAT"}}"""),
                [-7, -1, 0, 5],
                [4]));

    [Fact]
    public void Gives_the_same_bytes_each_time()
    {
        var model = new TfjsModel([1, 2, 2, 1], [1, 1, 1, 1]).AddFloats("k", [3, 3, 1, 1], new float[9]).AddNode("y", "Conv2D", ["x", "k"], Same);

        Assert.Equal(Convert(model), Convert(model));
    }

    [Fact]
    public void Names_an_operation_that_it_does_not_know()
    {
        var model = new TfjsModel([1], [1]).AddNode("node", "Softplus", ["x"]).AddNode("y", "Identity", ["node"]);

        Assert.Equal("Node 'node' (Softplus): this operation is not supported.", Assert.Throws<ConversionException>(() => Convert(model)).Message);
    }

    [Fact]
    public void Names_the_weight_that_the_files_are_too_short_for()
    {
        var model = new TfjsModel([1], [1]).AddFloats("k", [2], 1, 2).AddNode("y", "Add", ["x", "k"]);

        var exception = Assert.Throws<ConversionException>(() => TfjsGraphReader.Read(model.ToJson(), model.Weights.AsMemory()[1..]));
        Assert.Equal("The weight files end before 'k'.", exception.Message);
    }

    [Fact]
    public void Refuses_a_graph_that_runs_in_a_circle()
    {
        var model = new TfjsModel([1], [1]).AddNode("a", "Relu", ["y"]).AddNode("y", "Relu", ["a"]);

        Assert.Contains("depends on itself", Assert.Throws<ConversionException>(() => Convert(model)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"format\":\"layers-model\"}")]
    [InlineData("not JSON")]
    public void Refuses_what_is_no_graph_model(string json) =>
        Assert.Throws<ConversionException>(() => TfjsGraphReader.Read(System.Text.Encoding.UTF8.GetBytes(json), default));

    private static byte[] Convert(TfjsModel model) => OnnxModelWriter.Write(TfjsConverter.Convert(model.Read())).Written.ToArray();

    private static float[] Run(TfjsModel model, float[] values, long[] shape)
    {
        using var session = new InferenceSession(Convert(model));
        using var input = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
