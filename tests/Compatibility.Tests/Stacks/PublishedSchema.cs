using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace SegFunctions.Compatibility.Tests.Stacks;

/// <summary>A JSON Schema that the server publishes of its documents.</summary>
internal sealed class PublishedSchema(JsonSchema schema)
{
    /// <param name="api">The server.</param>
    /// <param name="name">Of the document.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<PublishedSchema> FetchAsync(ApiUnderTest api, string name, CancellationToken cancellationToken) =>
        new(SchemaTurns.Read(System.Text.Encoding.UTF8.GetString(await api.DownloadAsync($"schemas/{name}.json", cancellationToken))));

    /// <summary>Fails unless the document is as the schema says, and one that is nothing of the kind is not.</summary>
    public void Check(string document)
    {
        Assert.True(schema.Judge(JsonNode.Parse(document)).IsValid, document);
        Assert.False(schema.Judge(JsonSerializer.SerializeToNode("nothing of the kind")).IsValid);
    }
}
