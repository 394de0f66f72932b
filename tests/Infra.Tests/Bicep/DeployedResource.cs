using System.Text.Json.Nodes;

namespace SegFunctions.Infra.Tests.Bicep;

/// <summary>A resource as it would be deployed.</summary>
internal sealed class DeployedResource(JsonObject json)
{
    public string Id => (string)json["id"]!;

    public string Type => (string)json["type"]!;

    public string Name => (string)json["name"]!;

    /// <param name="path">Below <c>properties</c>, with dots; a number is an index.</param>
    /// <returns>Null if a step is missing.</returns>
    public JsonNode? Find(string path)
    {
        var node = json["properties"];
        foreach (var step in path.Split('.'))
        {
            node = node is JsonArray array ? array[int.Parse(step, null)] : node?[step];
        }

        return node;
    }

    public JsonNode Get(string path) => Find(path) ?? throw new InvalidOperationException($"{Id} has no {path}.");

    public JsonNode? FindOutsideProperties(string name) => json[name];

    public override string ToString() => json.ToJsonString();
}
