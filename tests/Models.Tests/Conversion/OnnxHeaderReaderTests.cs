using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Tests.Conversion;

/// <summary>What hostile files claim about their weights. The numbers are fields of <c>onnx.proto</c>.</summary>
[Collection(TestCollections.Memory)]
public sealed class OnnxHeaderReaderTests : IDisposable
{
    private const int Graph = 7;
    private const int Node = 1;
    private const int Attribute = 5;
    private const int AttributeTensor = 5;
    private const int AttributeGraph = 6;
    private const int Initializer = 5;

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void A_reach_that_no_number_holds_is_the_greatest_number() => Assert.Equal(
        long.MaxValue, ReadGraph(Message(Initializer, Outside("w", offset: long.MaxValue))).WeightFiles["w"]);

    /// <summary>Every place where ONNX has tensors besides the graph's initializers.</summary>
    [Theory]
    [InlineData(Node, Attribute, AttributeTensor)]
    [InlineData(Node, Attribute, 10)]
    [InlineData(Node, Attribute, AttributeGraph, Initializer)]
    [InlineData(Node, Attribute, 11, Initializer)]
    [InlineData(Node, Attribute, AttributeGraph, Node, Attribute, AttributeTensor)]
    [InlineData(Node, Attribute, 22, 1)]
    [InlineData(Node, Attribute, 23, 2)]
    [InlineData(15, 1)]
    [InlineData(15, 2)]
    public void A_tensor_inside_an_operation_names_its_file_too(params int[] fields)
    {
        var header = ReadGraph(Nest(Outside("../w"), fields));

        Assert.Equal("../w", Assert.Single(header.WeightFiles).Key);
    }

    [Theory]
    [InlineData(7, Attribute, AttributeTensor)]
    [InlineData(11, AttributeTensor)]
    public void A_tensor_inside_a_function_names_its_file_too(params int[] fields) =>
        Assert.Equal("w", Assert.Single(Read(Model(new ProtobufWriter()).Write(25, Nest(Outside("w"), fields))).WeightFiles).Key);

    [Fact]
    public void A_tensor_inside_an_operation_is_no_default_of_an_input() => Assert.Equal(
        ["w"], ReadGraph(Nest(Outside("file"), Node, Attribute, AttributeTensor).Write(11, new ProtobufWriter().Write(1, "w"))).Inputs.Select(input => input.Name));

    [Fact]
    public void Graphs_may_be_nested_sixteen_deep()
    {
        static int[] Path(int graphs) => [.. Enumerable.Repeat<int[]>([Node, Attribute, AttributeGraph], graphs - 1).SelectMany(part => part), Node, Attribute, AttributeTensor];

        Assert.Single(ReadGraph(Nest(Outside("w"), Path(16))).WeightFiles);
        Assert.Equal("its graphs are nested more than 16 deep", Assert.Throws<ConversionException>(() => ReadGraph(Nest(Outside("w"), Path(17)))).Message);
    }

    [Theory]
    [InlineData(11, 1000, "it has more than 1,000 inputs")]
    [InlineData(12, 1000, "it has more than 1,000 outputs")]
    [InlineData(Initializer, 1_000_000, "it has more than 1,000,000 initializers")]
    public void There_is_a_limit_to_what_a_graph_has(int field, int most, string sentence)
    {
        var graph = new ProtobufWriter();
        for (var count = 0; count < most; count++)
        {
            graph.Write(field, []);
        }

        ReadGraph(graph);
        Assert.Equal(sentence, Assert.Throws<ConversionException>(() => ReadGraph(graph.Write(field, []))).Message);
    }

    [Fact]
    public void There_is_a_limit_to_files_of_weights()
    {
        var graph = new ProtobufWriter();
        for (var count = 0; count <= 1000; count++)
        {
            graph.Write(Initializer, Outside($"{count}"));
        }

        Assert.Equal("it has more than 1,000 files of weights", Assert.Throws<ConversionException>(() => ReadGraph(graph)).Message);
    }

    [Fact]
    public void There_is_a_limit_to_the_length_of_all_names()
    {
        // Graphs in a message are merged, so the file can be written piece by piece.
        var piece = Model(Message(Initializer, new ProtobufWriter().Write(8, new string('x', 30_000))));
        using (var file = File.OpenWrite(_path))
        {
            for (var count = 0; count < 3400; count++)
            {
                file.Write(piece.Written);
            }
        }

        Assert.Equal("its names have more than 100 MB", Assert.Throws<ConversionException>(() => OnnxHeaderReader.Read(_path)).Message);
    }

    public void Dispose() => File.Delete(_path);

    private OnnxHeader ReadGraph(ProtobufWriter graph) => Read(Model(graph));

    private OnnxHeader Read(ProtobufWriter model)
    {
        File.WriteAllBytes(_path, model.Written);
        return OnnxHeaderReader.Read(_path);
    }

    private static ProtobufWriter Model(ProtobufWriter graph) => new ProtobufWriter().Write(8, new ProtobufWriter().Write(2, 13)).Write(Graph, graph);

    /// <summary>Nested messages: one in the last of the fields, inside one in the field before it, and so on.</summary>
    private static ProtobufWriter Nest(ProtobufWriter message, params int[] fields) => fields.Reverse().Aggregate(message, (inner, field) => Message(field, inner));

    private static ProtobufWriter Message(int field, ProtobufWriter content) => new ProtobufWriter().Write(field, content);

    /// <summary>A tensor that is stored in another file.</summary>
    private static ProtobufWriter Outside(string location, long offset = 0) =>
        new ProtobufWriter().Write(8, "w").Write(13, Entry("location", location)).Write(13, Entry("offset", $"{offset}")).Write(13, Entry("length", "8"));

    private static ProtobufWriter Entry(string key, string value) => new ProtobufWriter().Write(1, key).Write(2, value);
}
