using System.Text.Json;
using SegFunctions.Apis;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiCutoutsTests
{
    [Fact]
    public void Every_field_reaches_the_worker_and_cutouts_are_made()
    {
        var options = SegmentationApiMapping.ToSpec(
            Read("""{"decontaminate":false,"crop":true,"margin":"10px","background":{"color":"#f00"},"format":"webp","size":"medium","channels":"alpha","shadow":true}"""),
            "acct",
            new VideoOptions(),
            Specs.Now).Options;

        var ten = new PictureLength(10, false);
        Assert.Equal(SegmentOutputs.Cutout, options.Outputs);
        Assert.Equal(
            new CutoutOptions(false, true, new CutoutMargin(ten, ten, ten, ten), new CutoutBackground("ff0000"), CutoutFormat.Webp, 1_500_000, true, true),
            options.Cutout);
    }

    [Fact]
    public void Nothing_said_is_the_default()
    {
        Assert.Equal(CutoutOptions.Default, SegmentationApiMapping.ToSpec(Read("{}"), "acct", new VideoOptions(), Specs.Now).Options.Cutout);
    }

    [Fact]
    public void An_upload_is_a_background_of_the_account_s_own()
    {
        var spec = SegmentationApiMapping.ToSpec(Read("""{"background":{"task":"00ff"}}"""), "acct", new VideoOptions(), Specs.Now);

        Assert.Equal(new BlobReference("inputs", "acct/00ff"), spec.Background);
    }

    [Fact]
    public void The_address_of_a_background_is_fetched_and_is_no_item()
    {
        var own = Read("""{"background":{"url":"https://example.com/a.png"}}""").Own;
        JobItem[] fetched = [new("a", new BlobReference("inputs", "acct/a"), 0), new("b", new BlobReference("inputs", "acct/b"), 1)];

        var spec = SegmentationApiCutouts.AddInputs(Specs.Create(1), fetched, own);

        Assert.Equal(["https://example.com/a.png"], SegmentationApiCutouts.UrlsOf(own));
        Assert.Equal(2, spec.Items.Count);
        Assert.Equal((1, "acct/b"), (spec.BackgroundSource, spec.Background?.Name));
    }

    [Theory]
    [InlineData("""{"crop":1,"shadow":"yes"}""", "cutout.crop must be true or false; cutout.shadow must be true or false.")]
    [InlineData("""{"margin":"10px"}""", "cutout.margin needs crop.")]
    [InlineData("""{"crop":true,"margin":"-Infinity%"}""", "cutout.margin must be one, two or four lengths such as 10px or 5%, of at most 500px or 50%.")]
    [InlineData("""{"crop":true,"margin":"10"}""", "cutout.margin must be one, two or four lengths such as 10px or 5%, of at most 500px or 50%.")]
    [InlineData("""{"format":"gif"}""", "cutout.format must be png, jpg, webp or zip.")]
    [InlineData("""{"size":"4k"}""", "cutout.size must be full, preview, medium or hd.")]
    [InlineData("""{"channels":"rgb"}""", "cutout.channels must be rgba or alpha.")]
    [InlineData("""{"channels":"alpha","format":"zip"}""", "cutout.channels alpha is a single picture and cannot be a zip.")]
    [InlineData("""{"background":{}}""", "cutout.background.color or task or url must be given, and only one of them.")]
    [InlineData("""{"background":{"color":"red","task":"a"}}""", "cutout.background.color or task or url must be given, and only one of them.")]
    [InlineData("""{"background":{"color":"reddish"}}""", "cutout.background.color must be a color such as #f00, #ff0000, #ff000080 or red.")]
    [InlineData("""{"background":"red"}""", "cutout.background must be an object.")]
    [InlineData("[]", "cutout must be an object.")]
    public void Every_fault_is_named_at_its_field_and_told_with_those_of_the_model(string cutout, string message)
    {
        var faults = new WireFaults();
        var request = new WireReader(faults).Read<CreateJobRequest>(Parse(cutout));

        Assert.NotNull(SegmentationApiMapping.ToSpec(request, "acct", new VideoOptions(), Specs.Now));
        Assert.Equal(message, Assert.Throws<ApiException>(faults.ThrowIfAny).Message);
    }

    private static CreateJobRequest Read(string cutout) => WireReader.ReadWhole<CreateJobRequest>(Parse(cutout));

    private static JsonElement Parse(string cutout) =>
        JsonSerializer.Deserialize<JsonElement>($$"""{"type":"image","tasks":["a"],"subject":true,"cutout":{{cutout}}}""");
}
