using System.Text.Json;
using System.Text.Json.Nodes;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;

namespace SegFunctions.Tests.Contract;

public sealed class VideoMessagesTests
{
    private static readonly BlobReference Blob = new("results", "acct/job/items/2/0");

    [Theory]
    [InlineData("""{"kind":"probe","sampling":{"fps":5,"numFrames":null,"maxFrames":100}}""", "job:2:1:probe:0")]
    [InlineData("""{"kind":"segment","segment":{"index":3,"mode":"backward","first":0,"last":4,"after":1}}""", "job:2:1:segment-3:0")]
    [InlineData("""{"kind":"segment","segment":{"index":10,"mode":"words","first":5,"last":9,"after":null}}""", "job:2:1:segment-10:0")]
    [InlineData("""{"kind":"segment","segment":{"index":10,"mode":"words","first":5,"last":9,"after":null},"limit":"00:00:40"}""", "job:2:1:segment-10:0")]
    [InlineData("""{"kind":"part","segment":{"index":10,"mode":"words","first":7,"last":9,"after":null,"part":2},"limit":"00:00:40"}""", "job:2:1:segment-10.2:0")]
    [InlineData("""{"kind":"join-parts","files":"preview"}""", "job:2:1:join:0")]
    [InlineData("""{"kind":"join","files":"preview, mask"}""", "job:2:1:join:0")]
    [InlineData("""{"kind":"render","files":"cutout","piece":7}""", "job:2:1:render-7:0")]
    [InlineData("""{"kind":"finish","files":"preview","pieces":8}""", "job:2:1:finish:0")]
    public void Every_step_of_a_video_is_read_and_written_alike_and_has_a_message_id_of_its_own(string json, string id)
    {
        var request = Request(JsonSerializer.Deserialize<VideoStep>(json, ContractJson.Options));
        var written = JsonSerializer.SerializeToNode(request, ContractJson.Options)!["video"];

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written), $"{written}");
        Assert.Equal(id, request.MessageId);
    }

    [Fact]
    public void A_step_that_is_sent_again_is_another_message() =>
        Assert.Equal("job:2:1:join:1", (Request(new JoinStep(VideoFiles.None)) with { Repeat = 1 }).MessageId);

    /// <summary>Otherwise a worker of before would do something else with a step that is new: only a kind of its own goes back to the queue.</summary>
    [Fact]
    public void A_step_of_an_unknown_kind_cannot_be_read() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<VideoStep>("""{"kind":"later","files":"preview"}""", ContractJson.Options));

    [Theory]
    [InlineData(VideoMode.Words, "words 2-4", "words 5-9")]
    [InlineData(VideoMode.Forward, "forward 2-4", "forward 5-9")]
    [InlineData(VideoMode.Backward, "backward 7-9", "backward 2-6")]
    public void What_is_left_of_a_segment_follows_in_the_direction_of_work(VideoMode mode, string done, string left)
    {
        var segment = new VideoSegment(4, mode, 2, 9, After: 1);
        var rest = segment.RestAfter(3)!;

        Assert.Equal((done, left), (Describe(segment.Without(rest)), Describe(rest)));
        Assert.Equal((4, 1, 1), (rest.Index, rest.After, rest.Part));
        Assert.Null(segment.RestAfter(8));
        Assert.Equal(segment, segment.Without(null));

        static string Describe(VideoSegment segment) => $"{segment.Mode.ToString().ToLowerInvariant()} {segment.First}-{segment.Last}";
    }

    [Fact]
    public void A_request_for_a_picture_says_nothing_of_videos()
    {
        var json = JsonSerializer.SerializeToNode(Request(null), ContractJson.Options)!.AsObject();

        Assert.DoesNotContain(json, field => field.Key is "video" or "repeat");
        Assert.Equal("job:2:1", Request(null).MessageId);
    }

    [Fact]
    public void An_update_names_the_step_of_its_request()
    {
        var probe = InferenceUpdate.For(Request(new ProbeStep(new VideoSampling(5, null, 100))), InferenceState.Succeeded, Blob);
        var picture = InferenceUpdate.For(Request(null), InferenceState.Succeeded, Blob);

        Assert.Equal(("probe", "job:2:1:probe:Succeeded"), (probe.Video?.Step, probe.MessageId));
        Assert.Equal((null, "job:2:1:Succeeded"), (picture.Video, picture.MessageId));
    }

    [Fact]
    public void An_update_from_a_worker_of_before_is_about_a_picture() =>
        Assert.Null(JsonSerializer.Deserialize<InferenceUpdate>("""{"jobId":"job","item":0,"attempt":0,"state":"started"}""", ContractJson.Options)!.Video);

    [Theory]
    [InlineData("""{"kind":"points","points":[],"frame":12,"objectNumber":7}""")]
    [InlineData("""{"kind":"box","left":0,"top":0.1,"right":1,"bottom":0.9,"points":null,"frame":3,"objectNumber":-1}""")]
    public void A_mark_keeps_its_frame_and_its_object(string json)
    {
        var written = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize<Prompt>(json, ContractJson.Options)!, ContractJson.Options);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), written), $"{written}");
    }

    [Fact]
    public void A_document_names_every_blob_that_belongs_to_it()
    {
        var provenance = new Provenance([], "cpu", new InferenceOptions(), new Dictionary<string, double>());
        var document = new VideoDocument(2, 1, 1, 25, new VideoCounts(1, 0, 0), [], [], [], provenance, VideoFiles.Preview | VideoFiles.Cutout);

        Assert.Equal(["masks.json", "frames.ndjson.gz", "preview.mp4", "cutout.webm"], document.ListBlobs());
        Assert.Equal(["masks.json", "frames.ndjson.gz"], (document with { Files = VideoFiles.None }).ListBlobs());
    }

    private static InferenceRequest Request(VideoStep? step) => new("job", 2, 1, Blob, Blob, Blob, [], new InferenceOptions(), step);
}
