using System.Text.Json;
using System.Text.Json.Nodes;
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
    public void A_document_names_every_blob_that_belongs_to_it()
    {
        var provenance = new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>());
        var segment = new Segment(0, "cat", 1, 1, new PixelBox(0, 0, 1, 1), 1, "masks/0.png");
        var document = new SegmentsDocument(1, 2, [segment, segment with { Cutout = "cutouts/1.png" }], [], "preview.png", provenance, "rle.json", Union: new SegmentUnion("u.png", "v.png"));

        Assert.Equal(["masks/0.png", "masks/0.png", "cutouts/1.png", "preview.png", "rle.json", "u.png", "v.png"], document.ListBlobs());
    }

    [Theory]
    [InlineData("""{"kind":"text","text":"cat","negative":false}""")]
    [InlineData("""{"kind":"text","text":"dog","negative":true}""")]
    [InlineData("""{"kind":"points","points":[{"x":0.25,"y":0.5,"foreground":true},{"x":0,"y":1,"foreground":false}]}""")]
    [InlineData("""{"kind":"points","points":[{"x":0.25,"y":0.5,"foreground":true}],"candidates":true}""")]
    [InlineData("""{"kind":"box","left":0,"top":0.1,"right":1,"bottom":0.9,"points":null}""")]
    [InlineData("""{"kind":"box","left":0,"top":0.1,"right":1,"bottom":0.9,"points":[{"x":0.5,"y":0.5,"foreground":true}]}""")]
    [InlineData("""{"kind":"subject"}""")]
    public void Every_kind_of_prompt_is_read_and_written_alike(string json)
    {
        var written = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize<Prompt>(json, ContractJson.Options)!, ContractJson.Options);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written), $"{written}");
    }

    [Fact]
    public void Options_from_a_sender_of_before_have_the_defaults()
    {
        var options = JsonSerializer.Deserialize<InferenceOptions>("""{"scoreThreshold":0.5,"maskThreshold":0.5,"preview":true}""", ContractJson.Options);

        Assert.Equal(new InferenceOptions(Preview: true), options);
    }

    [Fact]
    public void Wanted_outputs_are_written_as_words()
    {
        var options = new InferenceOptions(Outputs: SegmentOutputs.Rle | SegmentOutputs.Polygons);
        var json = JsonSerializer.Serialize(options, ContractJson.Options);

        Assert.Contains("\"rle, polygons\"", json, StringComparison.Ordinal);
        Assert.Equal(options, JsonSerializer.Deserialize<InferenceOptions>(json, ContractJson.Options));
    }

    [Fact]
    public void A_document_without_its_segments_is_refused() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SegmentsDocument>("""{"width":1,"height":2}""", ContractJson.Options));
}
