using System.Text.Json.Nodes;
using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Tests.Conversion;

/// <summary>A graph model with a few nodes, from input <c>x</c> to output <c>y</c>, as TensorFlow.js would store it.</summary>
internal sealed class TfjsModel(int[] inputShape, int[] outputShape)
{
    private readonly JsonArray _nodes = [new JsonObject { ["name"] = "x", ["op"] = "Placeholder" }];
    private readonly JsonArray _weights = [];
    private readonly List<byte> _bytes = [];

    public byte[] Weights => [.. _bytes];

    public TfjsModel AddFloats(string name, int[] shape, params float[] values)
    {
        Add(name, shape, "float32", new JsonObject { ["dtype"] = "float16", ["original_dtype"] = "float32" });
        foreach (var value in values)
        {
            _bytes.AddRange(BitConverter.GetBytes((Half)value));
        }

        return this;
    }

    public TfjsModel AddIntegers(string name, int[] shape, params int[] values)
    {
        Add(name, shape, "int32", quantization: null);
        foreach (var value in values)
        {
            _bytes.AddRange(BitConverter.GetBytes(value));
        }

        return this;
    }

    public TfjsModel AddNode(string name, string operation, string[] inputs, string attributes = "{}")
    {
        _nodes.Add(new JsonObject
        {
            ["name"] = name,
            ["op"] = operation,
            ["input"] = new JsonArray([.. inputs.Select(input => (JsonNode)input)]),
            ["attr"] = JsonNode.Parse(attributes),
        });
        return this;
    }

    public byte[] ToJson() => ToJson("signature", ToSignature());

    /// <summary>As written by some exporters: inputs and outputs are listed in the user-defined metadata.</summary>
    public byte[] ToJsonOfOtherExporters() => ToJson("userDefinedMetadata", new JsonObject { ["signature"] = ToSignature() });

    private byte[] ToJson(string signatureName, JsonObject signature) => System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["format"] = "graph-model",
        [signatureName] = signature,
        ["modelTopology"] = new JsonObject { ["node"] = _nodes.DeepClone() },
        ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray("weights.bin"), ["weights"] = _weights.DeepClone() }),
    }.ToJsonString());

    public TfjsGraph Read() => TfjsGraphReader.Read(ToJson(), Weights);

    private JsonObject ToSignature() => new() { ["inputs"] = ToPort("x", inputShape), ["outputs"] = ToPort("y", outputShape) };

    private static JsonObject ToPort(string name, int[] shape) => new()
    {
        [name] = new JsonObject
        {
            ["name"] = $"{name}:0",
            ["dtype"] = "DT_FLOAT",
            ["tensorShape"] = new JsonObject { ["dim"] = new JsonArray([.. shape.Select(size => new JsonObject { ["size"] = $"{size}" })]) },
        },
    };

    private void Add(string name, int[] shape, string type, JsonObject? quantization)
    {
        var weight = new JsonObject { ["name"] = name, ["dtype"] = type, ["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]) };
        if (quantization is not null)
        {
            weight["quantization"] = quantization;
        }

        _weights.Add(weight);
        AddNode(name, "Const", []);
    }
}
