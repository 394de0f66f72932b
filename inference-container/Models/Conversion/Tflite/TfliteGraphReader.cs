using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Tflite;

/// <summary>Reads a TensorFlow Lite file as the TensorFlow graph that it was made from. The numbers are fields of TensorFlow's <c>schema.fbs</c>.</summary>
internal static class TfliteGraphReader
{
    /// <param name="file">The whole file.</param>
    /// <exception cref="ConversionException">The file is malformed, or has an unsupported operation or type.</exception>
    public static TfjsGraph Read(ReadOnlyMemory<byte> file)
    {
        try
        {
            return Read(FlatTable.Root(file));
        }
        catch (Exception exception) when (exception is ArgumentException or ArithmeticException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new ConversionException("It is not a complete TensorFlow Lite file.", exception);
        }
    }

    private static TfjsGraph Read(FlatTable model)
    {
        var codes = model.GetTables(1).Select(CodeOf).ToList();
        var graph = model.GetTables(2) is [var only] ? only : throw new ConversionException("It does not have exactly one graph.");
        var tensors = new TfliteTensors(graph.GetTables(0), model.GetTables(4));
        var nodes = new TfliteNodes(tensors);
        foreach (var operation in graph.GetTables(3))
        {
            nodes.Add(codes[operation.GetInteger(0)], operation);
        }

        return new TfjsGraph(
            nodes.Nodes.ToDictionary(node => node.Name), tensors.Constants, [.. graph.GetIntegers(1).Select(tensors.GetPort)], [.. graph.GetIntegers(2).Select(tensors.GetPort)]);
    }

    /// <summary>Older writers store operations up to 127 as a byte; newer ones store both forms.</summary>
    private static int CodeOf(FlatTable code) => Math.Max(code.GetByte(0), code.GetInteger(3));
}
