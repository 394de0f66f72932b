using System.Text;
using SegFunctions.Models.Conversion.Onnx;

namespace SegFunctions.Models.Conversion;

/// <summary>
/// Gives an ONNX network other outputs: intermediate tensors of its graph. Nodes that no output needs any more remain in the file, but
/// ONNX Runtime drops them when loading. The numbers are fields of <c>onnx.proto</c>.
/// </summary>
public static class OnnxOutputs
{
    private const int ModelGraph = 7;
    private const int GraphNode = 1;
    private const int GraphOutput = 12;
    private const int NodeOutput = 2;

    /// <param name="sourcePath">An ONNX file.</param>
    /// <param name="outputs">Names of tensors of its graph.</param>
    /// <param name="targetPath">The file to write; the same source always gives the same bytes.</param>
    /// <param name="cancellationToken">May leave a partial file.</param>
    /// <exception cref="ConversionException">The file is not an ONNX file, or has no such tensor.</exception>
    public static async Task ReplaceAsync(string sourcePath, IReadOnlyList<string> outputs, string targetPath, CancellationToken cancellationToken)
    {
        var source = await File.ReadAllBytesAsync(sourcePath, cancellationToken);
        await File.WriteAllBytesAsync(targetPath, Replace(source, outputs), cancellationToken);
    }

    internal static byte[] Replace(ReadOnlySpan<byte> model, IReadOnlyList<string> outputs)
    {
        var written = new ProtobufWriter();
        var reader = new ProtobufReader(model);
        while (reader.TryRead())
        {
            if (reader.Field == ModelGraph)
            {
                written.Write(ModelGraph, ReplaceInGraph(reader.Content, outputs));
            }
            else
            {
                written.Append(reader.Raw);
            }
        }

        return written.Written.ToArray();
    }

    private static ProtobufWriter ReplaceInGraph(ReadOnlySpan<byte> graph, IReadOnlyList<string> outputs)
    {
        var written = new ProtobufWriter();
        var missing = outputs.ToHashSet(StringComparer.Ordinal);
        var reader = new ProtobufReader(graph);
        while (reader.TryRead())
        {
            if (reader.Field == GraphNode)
            {
                RemoveOutputs(reader.Content, missing);
            }

            if (reader.Field != GraphOutput)
            {
                written.Append(reader.Raw);
            }
        }

        if (missing.Count > 0)
        {
            throw new ConversionException($"No node of the network computes {string.Join(", ", missing)}.");
        }

        // Only a name, without a type: ONNX Runtime infers it.
        foreach (var output in outputs)
        {
            written.Write(GraphOutput, new ProtobufWriter().Write(1, output));
        }

        return written;
    }

    private static void RemoveOutputs(ReadOnlySpan<byte> node, HashSet<string> names)
    {
        var reader = new ProtobufReader(node);
        while (reader.TryRead())
        {
            if (reader.Field == NodeOutput)
            {
                names.Remove(Encoding.UTF8.GetString(reader.Content));
            }
        }
    }
}
