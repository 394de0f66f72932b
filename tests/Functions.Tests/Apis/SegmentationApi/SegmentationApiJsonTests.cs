using System.Text.Json;
using System.Text.Json.Serialization;
using SegFunctions.Apis;
using SegFunctions.Apis.SegmentationApi;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiJsonTests
{
    private const string Complete =
        """{"type":"image","tasks":["0000_a1b2c3d4"],"prompts":["painting"],"threshold":0.4,"maskThreshold":0.6,"generatePreview":true}""";

    private static readonly JsonSerializerOptions PresentOnly =
        new(SegmentationApiJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [Fact]
    public void The_vendors_example_is_read_and_written_the_same()
    {
        var request = Read(Complete, out var faults);

        Assert.Empty(faults);
        Assert.Equal((0.4, 0.6, true), (request.Threshold, request.MaskThreshold, request.GeneratePreview));
        var written = JsonSerializer.SerializeToElement(request, PresentOnly).GetRawText();
        Assert.True(JsonElement.DeepEquals(Parse(Complete.Replace("\"painting\"", """{"text":"painting"}""", StringComparison.Ordinal)), Parse(written)));
    }

    [Fact]
    public void What_is_optional_may_be_absent_or_null()
    {
        Read("""{"type":"image","tasks":["a"],"prompts":["b"]}""", out var absent);
        Read("""{"type":"image","tasks":["a"],"prompts":["b"],"threshold":null,"maskThreshold":null,"generatePreview":null,"fps":null}""", out var none);

        Assert.Empty(absent);
        Assert.Empty(none);
    }

    [Fact]
    public void Unknown_fields_do_no_harm()
    {
        Read("""{"type":"image","tasks":["a"],"prompts":["b"],"clientVersion":"9"}""", out var faults);

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("scoreThreshold")]
    [InlineData("fps")]
    [InlineData("numFrames")]
    [InlineData("maxFrames")]
    public void Fields_for_videos_are_refused_for_images(string field)
    {
        Read($$"""{"type":"image","tasks":["a"],"prompts":["b"],"{{field}}":1}""", out var faults);

        Assert.Equal($"{field} is for type video only.", faults);
    }

    [Theory]
    [InlineData("threshold")]
    [InlineData("maskThreshold")]
    public void Fields_for_pictures_are_refused_for_videos(string field)
    {
        Read($$"""{"type":"video","tasks":["a"],"prompts":["b"],"{{field}}":1}""", out var faults);

        Assert.Equal($"{field} is for type image only.", faults);
    }

    [Fact]
    public void A_video_jobs_fields_are_read()
    {
        var request = Read("""{"type":"video","tasks":["a"],"prompts":["b"],"scoreThreshold":0.3,"numFrames":12,"maxFrames":20}""", out var faults);

        Assert.Empty(faults);
        Assert.Equal((true, 0.3, 12, 20), (request.IsVideo, request.ScoreThreshold, request.NumFrames, request.MaxFrames));
    }

    [Theory]
    [InlineData("\"scoreThreshold\":1.01", "scoreThreshold must be between 0 and 1.")]
    [InlineData("\"fps\":0", "fps must be greater than 0.")]
    [InlineData("\"fps\":1e999", "fps must be greater than 0.")]
    [InlineData("\"fps\":\"6\"", "fps must be a number.")]
    [InlineData("\"numFrames\":0", "numFrames must be at least 1.")]
    [InlineData("\"numFrames\":1.5", "numFrames must be a whole number.")]
    [InlineData("\"maxFrames\":-1", "maxFrames must be at least 1.")]
    [InlineData("\"maxFrames\":1e30", "maxFrames must be a whole number.")]
    [InlineData("\"fps\":6,\"numFrames\":10", "fps and numFrames exclude each other.")]
    public void A_video_jobs_faults_are_named(string fields, string fault)
    {
        Read($$"""{"type":"video","tasks":["a"],"prompts":["b"],{{fields}}}""", out var faults);

        Assert.Equal(fault, faults);
    }

    [Fact]
    public void Every_wrong_type_is_named_at_once()
    {
        Read("""{"type":7,"tasks":[1,"a",null],"prompts":"boat","threshold":"0.5","maskThreshold":true,"generatePreview":"yes"}""", out var faults);

        Assert.Equal(
            "type must be a string; tasks[0] must be a string; tasks[2] must be a string; "
            + "prompts must be an array of strings or objects; generatePreview must be true or false; threshold must be a number; maskThreshold must be a number.",
            faults);
    }

    [Fact]
    public void A_lone_surrogate_is_refused()
    {
        Read("""{"type":"image","tasks":["a"],"prompts":["\ud800"]}""", out var faults);

        Assert.Equal("prompts[0] is not valid Unicode.", faults);
    }

    [Fact]
    public void A_presign_needs_a_media_type()
    {
        var refused = Assert.Throws<ApiException>(() => WireReader.ReadWhole<PresignRequest>(Parse("""{"contentType":"text/html"}""")));

        Assert.Contains("contentType", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"points\":[[0.5,0.5]]", "points")]
    [InlineData("\"points\":[{\"x\":0.5}]", "points")]
    [InlineData("\"boxes\":[{\"x1\":0}]", "boxes")]
    [InlineData("\"boxes\":[{\"x1\":0}]", "boxes[0]")]
    public void A_field_that_could_not_be_read_is_known(string field, string name)
    {
        var faults = new WireFaults();
        new WireReader(faults).Read<CreateJobRequest>(Parse($$"""{"type":"image","tasks":["a"],{{field}}}"""));

        Assert.True(faults.Has(name));
        Assert.False(faults.Has("point"));
        Assert.False(faults.Has("boxes[1]"));
        Assert.False(faults.Has("prompts"));
    }

    private static CreateJobRequest Read(string json, out string faults)
    {
        var found = new WireFaults();
        var request = new WireReader(found).Read<CreateJobRequest>(Parse(json));
        faults = Record.Exception(found.ThrowIfAny)?.Message ?? "";
        return request;
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
