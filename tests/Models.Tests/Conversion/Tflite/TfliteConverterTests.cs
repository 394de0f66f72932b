using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tflite;

namespace SegFunctions.Models.Tests.Conversion.Tflite;

/// <summary>Small networks whose results are calculated by hand from TensorFlow Lite's definitions.</summary>
public sealed class TfliteConverterTests
{
    private const int AddCode = 0;
    private const int ConcatenationCode = 2;
    private const int ConvolutionCode = 3;
    private const int DepthwiseCode = 4;
    private const int DequantizeCode = 6;
    private const int ReshapeCode = 22;
    private const int Relu6 = 3;

    [Fact]
    public void Mixes_channels_by_halves_that_stand_for_floats_adds_the_bias_and_cuts_at_6()
    {
        var file = new TfliteFile();
        var (x, y, kernel) = (file.Computed("x", 1, 1, 2, 2), file.Computed("y", 1, 1, 2, 3), file.Computed("kernel", 3, 1, 1, 2));
        var (halves, bias) = (file.Halves("halves", [3, 1, 1, 2], 1, 0, 0.5f, 1, -1, -1), file.Floats("bias", [3], 0, 1, 0));
        file.Add(DequantizeCode, [halves], kernel);
        file.Add(ConvolutionCode, [x, kernel, bias], y, (0, 1, true), (1, 1, false), (2, 1, false), (3, Relu6, true));

        Assert.Equal([2, 1 + 3 + 1, 0, 4, 6, 0], Run(file.Write(x, y), [2, 3, 4, 10], [1, 1, 2, 2]));
    }

    [Fact]
    public void Runs_each_channel_alone_and_pads_a_stride_of_an_even_size_at_the_end_only()
    {
        var file = new TfliteFile();
        var (x, y) = (file.Computed("x", 1, 2, 2, 2), file.Computed("y", 1, 1, 1, 2));
        // Rows of a kernel of 3 × 3 with two channels: the first picks the top left, the second the pixel diagonally after it.
        var weights = new float[18];
        (weights[0], weights[9]) = (1, 10);
        var (kernel, bias) = (file.Floats("kernel", [1, 3, 3, 2], weights), file.Floats("bias", [2], 0, 0));
        file.Add(DepthwiseCode, [x, kernel, bias], y, (0, 0, true), (1, 2, false), (2, 2, false), (3, 1, false));

        Assert.Equal([1, 80], Run(file.Write(x, y), [1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]));
    }

    [Fact]
    public void Adds_reshapes_and_joins_along_the_axis_of_its_options()
    {
        var file = new TfliteFile();
        var (x, sum, flat, y) = (file.Computed("x", 1, 1, 2, 2), file.Computed("sum", 1, 1, 2, 2), file.Computed("flat", 1, 2, 2), file.Computed("y", 1, 4, 2));
        file.Add(AddCode, [x, x], sum).Add(ReshapeCode, [sum], flat).Add(ConcatenationCode, [flat, flat], y, (0, 1, false));

        Assert.Equal([2, 4, 6, 8, 2, 4, 6, 8], Run(file.Write(x, y), [1, 2, 3, 4], [1, 1, 2, 2]));
    }

    [Fact]
    public void Names_an_operation_that_it_does_not_know()
    {
        var file = new TfliteFile();
        var (x, y) = (file.Computed("x", 1, 2), file.Computed("y", 1, 2));
        file.Add(14, [x], y);

        Assert.Equal(
            "'y' is computed by the operation 14, which is not supported.",
            Assert.Throws<ConversionException>(() => TfliteGraphReader.Read(file.Write(x, y))).Message);
    }

    [Fact]
    public void Refuses_an_input_without_channels()
    {
        var file = new TfliteFile();
        var (x, y) = (file.Computed("x", 1, 2, 2, 0), file.Computed("y", 1, 1, 1, 2));
        var (kernel, bias) = (file.Floats("kernel", [1, 1, 1, 2], 1, 1), file.Floats("bias", [2], 0, 0));
        file.Add(DepthwiseCode, [x, kernel, bias], y, (0, 0, true), (1, 2, false), (2, 2, false), (3, 1, false));

        Assert.Equal("It is not a complete TensorFlow Lite file.", Assert.Throws<ConversionException>(() => TfliteGraphReader.Read(file.Write(x, y))).Message);
    }

    [Fact]
    public void Reads_nothing_outside_a_file_that_is_cut_off_or_damaged()
    {
        var file = new TfliteFile();
        var (x, y) = (file.Computed("x", 1, 1, 2, 2), file.Computed("y", 1, 1, 2, 2));
        var whole = file.Add(AddCode, [x, x], y).Write(x, y);
        for (var index = 0; index < whole.Length; index++)
        {
            byte[] damaged = [.. whole];
            damaged[index] ^= 0x80;
            AssertReadOrRefused(damaged);
            AssertReadOrRefused(whole[..index]);
        }
    }

    private static void AssertReadOrRefused(byte[] file)
    {
        try
        {
            TfliteGraphReader.Read(file);
        }
        catch (ConversionException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static float[] Run(byte[] file, float[] values, long[] shape)
    {
        using var session = new InferenceSession(OnnxModelWriter.Write(TfjsConverter.Convert(TfliteGraphReader.Read(file))).Written.ToArray());
        using var input = OrtValue.CreateTensorValueFromMemory(values, shape);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [input], ["y"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
