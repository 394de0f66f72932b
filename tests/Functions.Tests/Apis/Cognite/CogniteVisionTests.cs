using SegFunctions.Apis.Cognite;
using SegFunctions.Contract;
using SegFunctions.Files;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Storage;

namespace SegFunctions.Tests.Apis.Cognite;

public sealed class CogniteVisionTests
{
    private static readonly SegmentPoint Foreground = new(0.5, 0.25);
    private static readonly SegmentBox Box = new(0.1, 0.2, 0.5, 0.6);
    private static readonly SegmentAsked Asked = new("plant", new SegmentFile(7, "x", new InstanceReference("s", "i")), [Foreground], null);

    public static TheoryData<JobStatus> Statuses { get; } = [.. Enum.GetValues<JobStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_is_one_of_the_four_words(JobStatus status) => Assert.Contains(CogniteVision.ToWord(status), (string[])["Queued", "Running", "Completed", "Failed"]);

    [Fact]
    public void Points_mark_one_object_alone_or_with_a_box()
    {
        var points = CogniteVision.ToSpec(new SegmentRequest([], [Foreground, new(0, 1, 0)], null), File(), Specs.Now).Prompts.Single();
        var both = CogniteVision.ToSpec(new SegmentRequest([], [Foreground], Box), File(), Specs.Now).Prompts.Single();
        var box = CogniteVision.ToSpec(new SegmentRequest([], null, Box), File(), Specs.Now).Prompts.Single();

        Assert.Equal([new PromptPoint(0.5, 0.25), new PromptPoint(0, 1, false)], Assert.IsType<PointsPrompt>(points).Points);
        Assert.Equal([new PromptPoint(0.5, 0.25)], Assert.IsType<BoxPrompt>(both).Points);
        Assert.Equal(new BoxPrompt(0.1, 0.2, 0.5, 0.6), box);
    }

    [Fact]
    public void A_job_asks_for_outlines_of_the_files_content()
    {
        var spec = CogniteVision.ToSpec(new SegmentRequest([], null, Box), File(), Specs.Now);

        Assert.Equal(("acct", "7", File().Content!.Blob, SegmentOutputs.Polygons), (spec.Account, spec.Items[0].Name, spec.Items[0].Input, spec.Options.Outputs));
    }

    [Theory]
    [InlineData(JobStatus.Queued)]
    [InlineData(JobStatus.Running)]
    public void An_open_job_has_no_items_yet_and_repeats_its_prompt(JobStatus status)
    {
        var answer = CogniteVision.ToJob(Job(status), Asked, null, null);

        Assert.Empty(answer.Items);
        Assert.Null(answer.ErrorMessage);
        Assert.Null(answer.FailedItems);
        Assert.Equal([Foreground], answer.Prompt.Points);
        Assert.Null(answer.Prompt.BoundingBox);
    }

    [Theory]
    [InlineData(JobErrorCode.InputCorrupt, "Why.")]
    [InlineData(JobErrorCode.InputMissing, "The file was deleted, or its content replaced, before it was read.")]
    public void A_failed_job_names_its_file_with_all_of_its_names_and_why(JobErrorCode code, string message)
    {
        var answer = CogniteVision.ToJob(Job(JobStatus.Failed, new JobError(code, "Why.")), Asked, null, null);

        Assert.Equal(("Failed", message, 0), (answer.Status, answer.ErrorMessage, answer.Items.Count));
        var failed = Assert.Single(answer.FailedItems!);
        Assert.Equal((message, Asked.File), (failed.ErrorMessage, failed.Items.Single()));
    }

    [Fact]
    public void A_canceled_job_has_failed() => Assert.Equal("The job was canceled.", CogniteVision.ToJob(Job(JobStatus.Canceled), Asked, null, null).ErrorMessage);

    [Fact]
    public void Segments_come_best_first_each_with_its_own_outlines()
    {
        SegmentPolygons[] polygons = [new([new([new(0, 0), new(0.5, 0), new(0.5, 0.5)])]), new([])];
        var answer = CogniteVision.ToJob(Job(JobStatus.Completed), Asked, Item(0.2, 0.9), polygons);
        var segments = Assert.Single(answer.Items).Segments;

        Assert.Equal([0.9, 0.2], segments.Select(segment => segment.Score));
        Assert.Empty(segments[0].Polygons);
        Assert.Equal([new(0, 0, null), new(0.5, 0, null), new(0.5, 0.5, null)], Assert.Single(segments[1].Polygons).Vertices);
    }

    [Fact]
    public void A_job_that_found_nothing_is_completed_with_an_empty_list() =>
        Assert.Empty(Assert.Single(CogniteVision.ToJob(Job(JobStatus.Completed), Asked, Item(), []).Items).Segments);

    [Theory]
    [InlineData("a.JPG", "IMAGE/JPEG", 10, null)]
    [InlineData("a.jpeg", "image/png", 10, null)]
    [InlineData("a.webp", "image/png", 10, "must end in")]
    [InlineData("a.png", "image/webp", 10, "mimeType must be")]
    [InlineData("a.png", "image/png", 11, "may have at most 10")]
    public void A_picture_has_the_ending_the_type_and_the_size_of_one(string name, string type, long bytes, string? fault) => Assert.Contains(
        fault ?? "", CogniteVision.FindFault(File() with { Description = new(name, MimeType: type), Content = File().Content! with { Bytes = bytes } }, 10) ?? "", StringComparison.Ordinal);

    private static StoredFile File() => new(
        new FileScope("acct", "plant"), new FileId(7), new FileDescription("a.png", MimeType: "image/png"), Specs.Now, Specs.Now, new(new(Containers.Files, "acct/plant/7/x"), 3, Specs.Now), null);

    private static Job Job(JobStatus status, JobError? error = null) => new(new JobSummary(Specs.JobId, status, 1, Specs.Now, Specs.Now, error), "acct", []);

    private static ManifestItem Item(params double[] scores) => new(
        "7", JobStatus.Completed, null, 10, 10, [.. scores.Select(score => new ManifestSegment(0, "points", score, new(0, 0, 1, 1), 1, new("results", "m")))], [], null, null);
}
