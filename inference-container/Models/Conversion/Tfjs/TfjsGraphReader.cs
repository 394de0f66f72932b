using System.Text.Json;

namespace SegFunctions.Models.Conversion.Tfjs;

/// <summary>Reads <c>model.json</c> together with its weights.</summary>
internal static class TfjsGraphReader
{
    private const string ConstantOperator = "Const";

    /// <param name="json">The bytes of <c>model.json</c>.</param>
    /// <param name="weights">The weight files, concatenated in the manifest's order.</param>
    /// <exception cref="ConversionException">The file is not a graph model, or the weights do not match it.</exception>
    public static TfjsGraph Read(ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> weights)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("format").GetString() != "graph-model")
            {
                throw new ConversionException("It is not a TensorFlow.js graph model.");
            }

            var nodes = root.GetProperty("modelTopology").GetProperty("node").EnumerateArray().Select(ReadNode);
            var signature = root.TryGetProperty("signature", out var outer) ? outer : root.GetProperty("userDefinedMetadata").GetProperty("signature");
            return new TfjsGraph(
                nodes.Where(node => node.Operator != ConstantOperator).ToDictionary(node => node.Name),
                TfjsWeightReader.Read(root.GetProperty("weightsManifest"), weights),
                ReadPorts(signature.GetProperty("inputs")),
                ReadPorts(signature.GetProperty("outputs")));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ConversionException($"The model's JSON is not that of a TensorFlow.js graph model: {exception.Message}", exception);
        }
    }

    private static TfjsNode ReadNode(JsonElement node) => new(
        node.GetProperty("name").GetString()!,
        node.GetProperty("op").GetString()!,
        node.TryGetProperty("input", out var inputs) ? [.. inputs.EnumerateArray().Select(input => input.GetString()!).Where(IsNoControlInput)] : [],
        node.TryGetProperty("attr", out var attributes)
            ? attributes.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.Clone())
            : []);

    private static bool IsNoControlInput(string input) => !input.StartsWith('^');

    private static List<TfjsPort> ReadPorts(JsonElement ports) => [.. ports.EnumerateObject().Select(port => ReadPort(port.Value))];

    private static TfjsPort ReadPort(JsonElement port)
    {
        var name = port.GetProperty("name").GetString()!;
        var shape = port.GetProperty("tensorShape").GetProperty("dim").EnumerateArray()
            .Select(size => int.Parse(size.GetProperty("size").GetString()!, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        return shape.All(size => size > 0)
            ? new TfjsPort(name.Split(':')[0], shape)
            : throw new ConversionException($"'{name}' has no fixed shape.");
    }
}
