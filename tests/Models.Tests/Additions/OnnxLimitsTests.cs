using Microsoft.ML.OnnxRuntime;
using SegFunctions.Models.Additions;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Models.Tests.Additions;

public sealed class OnnxLimitsTests
{
    [Fact]
    public void The_newest_operators_are_those_that_the_runtime_opens() =>
        Assert.Equal(ExportCheck.NewestOperatorSet, Enumerable.Range(13, 40).Last(version => Opens(new StubGraph { OperatorSet = version })));

    [Fact]
    public void The_newest_format_is_the_one_that_the_runtime_opens()
    {
        var graph = new StubGraph();
        graph.Output("y", graph.Input("x", ElementType.Float32, 1), ElementType.Float32, 1);
        var bytes = graph.ToBytes();

        // The version is the first field: its tag, then the number.
        Assert.Equal(8, bytes[0]);
        Assert.Equal(ExportCheck.NewestFormat, Enumerable.Range(7, 40).Last(version => Opens([8, (byte)version, .. bytes[2..]])));
    }

    [Fact]
    public void A_header_is_read_as_the_runtime_reads_it()
    {
        var path = Path.GetTempFileName();
        StubExports.GroundingDino(800, 1066).Write(path);
        var header = OnnxHeaderReader.Read(path);
        using var session = new InferenceSession(path);
        File.Delete(path);

        Assert.Equal(session.InputMetadata.Select(input => input.Key), header.Inputs.Select(input => input.Name));
        Assert.All(header.Inputs, input => Assert.Equal(session.InputMetadata[input.Name].Dimensions, input.Shape));
        Assert.Equal(session.OutputNames, header.Outputs.Select(output => output.Name));
        Assert.Equal(13, header.OperatorSet);
    }

    private static bool Opens(StubGraph graph)
    {
        graph.Output("y", graph.Input("x", ElementType.Float32, 1), ElementType.Float32, 1);
        return Opens(graph.ToBytes());
    }

    private static bool Opens(byte[] network)
    {
        try
        {
            using var session = new InferenceSession(network);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
    }
}
