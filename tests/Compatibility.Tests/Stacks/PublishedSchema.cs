using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A JSON Schema that the server publishes for its documents.</summary>
internal sealed class PublishedSchema(JsonSchema schema)
{
    /// <param name="api">The server.</param>
    /// <param name="name">Name of the schema.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<PublishedSchema> FetchAsync(ApiUnderTest api, string name, CancellationToken cancellationToken) =>
        new(SchemaTurns.Read(System.Text.Encoding.UTF8.GetString(await api.DownloadAsync($"schemas/{name}.json", cancellationToken))));

    /// <summary>Fails unless the document matches the schema and a wrong document does not.</summary>
    public void Check(string document)
    {
        Assert.True(schema.Judge(JsonNode.Parse(document)).IsValid, document);
        Assert.False(schema.Judge(JsonSerializer.SerializeToNode("nothing of the kind")).IsValid);
    }
}
