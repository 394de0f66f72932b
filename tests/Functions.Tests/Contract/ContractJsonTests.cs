using System.Text.Json;
using SegFunctions.Contract;

namespace SegFunctions.Tests.Contract;

public sealed class ContractJsonTests
{
    [Fact]
    public void A_document_without_a_preview_is_read_back()
    {
        var provenance = new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>());
        var document = new SegmentsDocument(1, 2, [], [], null, provenance);
        var json = JsonSerializer.Serialize(document, ContractJson.Options);

        Assert.Null(JsonSerializer.Deserialize<SegmentsDocument>(json, ContractJson.Options)!.Preview);
    }

    [Fact]
    public void A_document_without_its_segments_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SegmentsDocument>("""{"width":1,"height":2}""", ContractJson.Options));
}
