using System.Text.Json;
using SegFunctions.Apis;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Results;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiVideoTests
{
    private static readonly VideoOptions Options = new() { DefaultFps = 5, MaxFrames = 300 };

    [Theory]
    [InlineData("\"prompts\":[\"person\"]", 5.0, null, 300)]
    [InlineData("\"prompts\":[\"person\"],\"fps\":0.25", 0.25, null, 300)]
    [InlineData("\"prompts\":[\"person\"],\"fps\":6,\"maxFrames\":20", 6.0, null, 20)]
    [InlineData("\"prompts\":[\"person\"],\"maxFrames\":9007199254740991", 5.0, null, 300)]
    [InlineData("\"prompts\":[\"person\"],\"numFrames\":40", null, 40, 300)]
    [InlineData("\"prompts\":[\"person\"],\"numFrames\":40,\"maxFrames\":12", null, 12, 12)]
    public void Frames_are_sampled_as_asked_and_otherwise_as_the_settings_say(string fields, double? fps, int? numFrames, int maxFrames) =>
        Assert.Equal(new VideoSampling(fps, numFrames, maxFrames), Read(fields).Video?.Sampling);

    [Fact]
    public void The_score_threshold_is_0_unless_asked_for()
    {
        Assert.Equal(new InferenceOptions(0), Read("\"prompts\":[\"person\"]").Options);
        Assert.Equal(0.4, Read("\"prompts\":[\"person\"],\"scoreThreshold\":0.4").Options.ScoreThreshold);
    }

    [Theory]
    [InlineData("\"prompts\":[\"a\"]", VideoFiles.None)]
    [InlineData("\"prompts\":[\"a\"],\"generatePreview\":true", VideoFiles.Preview)]
    [InlineData("\"prompts\":[\"a\"],\"outputs\":[\"mask\",\"cutout\"]", VideoFiles.Mask | VideoFiles.Cutout)]
    public void Films_are_made_that_were_asked_for(string fields, VideoFiles files) => Assert.Equal(files, Read(fields).Video?.Files);

    [Fact]
    public void Marks_of_one_object_on_several_frames_know_each_other_and_a_background_point_may_stand_alone_on_one()
    {
        var spec = Read("""
            "points":[{"x":0.1,"y":0.1,"frame":3},{"x":0.2,"y":0.2,"object":7,"frame":90,"label":0},{"x":0.3,"y":0.3,"object":7,"frame":12}],
            "boxes":[{"x1":0,"y1":0,"x2":1,"y2":1},{"x1":0,"y1":0,"x2":0.5,"y2":0.5,"object":7,"frame":12},{"x1":0,"y1":0,"x2":0.6,"y2":0.6,"object":7,"frame":20}]
            """);

        Assert.Equivalent(
            new Prompt[]
            {
                new PointsPrompt([new PromptPoint(0.1, 0.1)], 3),
                new PointsPrompt([new PromptPoint(0.2, 0.2, Foreground: false)], 90, 7),
                new BoxPrompt(0, 0, 1, 1),
                new BoxPrompt(0, 0, 0.5, 0.5, [new PromptPoint(0.3, 0.3)], 12, 7),
                new BoxPrompt(0, 0, 0.6, 0.6, null, 20, 7),
            },
            spec.Prompts,
            strict: true);
    }

    [Theory]
    [InlineData("\"prompts\":[]", "prompts must hold at least one non-empty phrase.")]
    [InlineData("\"prompts\":[{\"text\":\"a\",\"threshold\":0.3}],\"cutout\":{}", "cutout is for type image only; prompts[0].threshold is for type image only.")]
    [InlineData("\"prompts\":[\"a\"],\"subject\":true,\"edgeOffset\":1,\"negativePrompts\":[\"b\"],\"inputUrls\":[]", "negativePrompts is for type image only; subject is for type image only; edgeOffset is for type image only; inputUrls is for type image only.")]
    [InlineData("\"points\":[{\"x\":0.5,\"y\":0.5}],\"negativePrompts\":[\"b\"]", "negativePrompts is for type image only.")]
    [InlineData("\"boxes\":[{\"x1\":0,\"y1\":0,\"x2\":1,\"y2\":1}],\"negativePrompts\":[\"b\"]", "negativePrompts is for type image only.")]
    [InlineData("\"prompts\":[\"a\"],\"outputs\":[\"mask\",\"polygons\"]", "outputs[1] must be one of cutout, mask.")]
    [InlineData("\"prompts\":[\"a\"],\"numFrames\":301", "numFrames must be at most 300.")]
    [InlineData("\"prompts\":[\"a\"],\"fps\":0,\"maxFrames\":0.5", "fps must be greater than 0; maxFrames must be a whole number.")]
    [InlineData("\"points\":[{\"x\":0.5,\"y\":0.5,\"frame\":-1},{\"x\":0.5,\"y\":0.5,\"frame\":2.5}]", "points[0].frame must be a whole number from 0 to 2147483647; points[1].frame must be a whole number.")]
    [InlineData("\"boxes\":[{\"x1\":0,\"y1\":0,\"x2\":1,\"y2\":1,\"frame\":2147483648}]", "boxes[0].frame must be a whole number from 0 to 2147483647.")]
    [InlineData("\"points\":[{\"x\":0.5,\"y\":0.5,\"frame\":4,\"label\":0}]", "points must have a point with the label 1.")]
    [InlineData("\"points\":[{\"x\":0.5,\"y\":0.5,\"object\":1,\"frame\":4,\"label\":0},{\"x\":0.5,\"y\":0.5,\"object\":2,\"frame\":4}]", "points must have a point with the label 1.")]
    [InlineData("\"boxes\":[{\"x1\":0,\"y1\":0,\"x2\":1,\"y2\":1,\"object\":1},{\"x1\":0,\"y1\":0,\"x2\":1,\"y2\":1,\"object\":1,\"frame\":0}]", "boxes[1].object repeats boxes[0].object.")]
    public void Every_fault_of_a_video_job_is_named(string fields, string faults) =>
        Assert.Equal(faults, Assert.Throws<ApiException>(() => Read(fields)).Message);

    [Fact]
    public void A_picture_has_no_frames() => Assert.Equal(
        "points[0].frame is for type video only; boxes[0].frame is for type video only.",
        Assert.Throws<ApiException>(() => Read("""
            "points":[{"x":0.5,"y":0.5,"frame":0}],"boxes":[{"x1":0,"y1":0,"x2":1,"y2":1,"frame":3}]
            """, "image")).Message);

    [Fact]
    public void A_manifest_says_of_a_video_what_strict_clients_require_and_nothing_that_was_not_asked_for()
    {
        var json = ToJson(Manifest(new VideoSpec(new VideoSampling(5, null, 300), VideoFiles.None)));

        Assert.Equal("video", json.GetProperty("type").GetString());
        AssertSame(
            """
            {"masks":"masks/task0/masks.json","counts":{"framesProcessed":120,"framesWithMasks":118,"totalMasks":240},"scoreThreshold":0.25,
            "framesUrl":"masks/task0/frames.ndjson.gz","objects":[{"objectId":1,"prompt":"person","promptIndex":0,"label":"person","firstFrame":0,"lastFrame":119,"frames":118,"meanScore":0.75}],
            "size":[480,640],"sourceFps":30,"duration":24,"taskId":"task0","inputId":"task0","units":120,"generatedAt":"2026-03-07T12:01:00.000Z"}
            """,
            json.GetProperty("items")[0]);
    }

    [Fact]
    public void What_was_asked_for_stands_in_the_manifest_as_it_was_asked()
    {
        var spec = new VideoSpec(new VideoSampling(6, null, 50), VideoFiles.Preview | VideoFiles.Cutout | VideoFiles.Mask, Fps: 6, MaxFrames: 50);
        var manifest = Manifest(spec);
        var item = ToJson(manifest).GetProperty("items")[0];

        Assert.Equal((6, 50, false), (item.GetProperty("fps").GetDouble(), item.GetProperty("maxFrames").GetInt32(), item.TryGetProperty("numFrames", out _)));
        Assert.Equal(
            ["masks/task0/masks.json", "masks/task0/frames.ndjson.gz", "preview/task0.mp4", "cutouts/task0.webm", "masks/task0/mask.mp4"],
            SegmentationApiResults.ToFiles(manifest).Select(file => file.Name));
        Assert.Equal(
            ["preview/task0.mp4", "cutouts/task0.webm", "masks/task0/mask.mp4"],
            [item.GetProperty("previewUrl").GetString(), item.GetProperty("cutoutUrl").GetString(), item.GetProperty("maskUrl").GetString()]);
    }

    [Fact]
    public void A_video_that_failed_keeps_the_fields_that_strict_clients_require()
    {
        var item = ToJson(Manifest(new VideoSpec(new VideoSampling(5, null, 300), VideoFiles.Preview))).GetProperty("items")[1];

        AssertSame(
            """{"masks":"","counts":{"framesProcessed":0,"framesWithMasks":0,"totalMasks":0},"scoreThreshold":0.25,"taskId":"task1","inputId":"task1","units":0,"generatedAt":"2026-03-07T12:01:00.000Z","error":"12 are left."}""",
            item);
    }

    [Fact]
    public void A_job_of_videos_says_so_and_how_far_each_is()
    {
        var summary = new JobSummary(Specs.JobId, JobStatus.Running, 2, Specs.Now, Specs.Now, null) { IsVideo = true };
        var job = new Job(summary, "acct", [new JobItemState("a", JobStatus.Running, null, new FrameProgress(12, 50)), new JobItemState("b", JobStatus.Queued, null)]);
        var json = JsonSerializer.SerializeToElement(SegmentationApiMapping.ToJob(job), SegmentationApiJson.Options);
        var listed = SegmentationApiMapping.ToList(new JobPage([summary], null)).Items[0];

        Assert.Equal(("video", "video"), (json.GetProperty("type").GetString(), json.GetProperty("processingMode").GetString()));
        Assert.Equal(("video", "video"), (listed.Type, listed.ProcessingMode));
        Assert.Equal("""[{"taskId":"a","status":"processing","framesProcessed":12,"frames":50},{"taskId":"b","status":"queued"}]""", json.GetProperty("tasks").GetRawText());
    }

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), actual.GetRawText());

    private static JobManifest Manifest(VideoSpec video)
    {
        var provenance = new Provenance([], "cpu", new InferenceOptions(0.25), new Dictionary<string, double>());
        var document = new VideoDocument(
            640, 480, 24, 30, new VideoCounts(120, 118, 240), [new VideoObject(1, 0, "person", 0, 119, 118, 0.75)], [], [], provenance, video.Files);
        var outcome = new JobOutcome(
            JobStatus.Completed,
            [new(JobStatus.Completed, 1, null, 120), new(JobStatus.Failed, 0, new JobError(JobErrorCode.TokensSpent, "12 are left."))],
            Specs.Now.AddMinutes(1));
        var spec = Specs.Create(2) with { Prompts = [new TextPrompt("person")], Options = new InferenceOptions(0.25), Video = video };
        return ManifestBuilding.Build(new TerminalJob(Specs.JobId.ToString(), spec, outcome), [document, null]);
    }

    private static JsonElement ToJson(JobManifest manifest) =>
        JsonSerializer.SerializeToElement(SegmentationApiResults.ToManifest(manifest), SegmentationApiJson.Options);

    private static JobSpec Read(string fields, string type = "video")
    {
        var faults = new WireFaults();
        var request = new WireReader(faults).Read<CreateJobRequest>(JsonSerializer.Deserialize<JsonElement>($$"""{"type":"{{type}}","tasks":["a"],{{fields}}}"""));
        var spec = SegmentationApiMapping.ToSpec(request, "acct", Options, Specs.Now);
        foreach (var fault in JobValidation.FindFaults(spec, new JobOptions()).Where(fault => !SegmentationApiFaults.FieldsOf(fault, spec).Any(faults.Has)))
        {
            faults.Add(SegmentationApiFaults.ToSentence(fault, spec));
        }

        SegmentationApiFaults.FindFrameFaults(request, Options).ToList().ForEach(faults.Add);
        faults.ThrowIfAny();
        return spec;
    }
}
