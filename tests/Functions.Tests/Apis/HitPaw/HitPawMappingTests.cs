using SegFunctions.Apis.HitPaw;
using SegFunctions.Contract;
using SegFunctions.Jobs;
using SegFunctions.Results;
using SegFunctions.Tests.Results;

namespace SegFunctions.Tests.Apis.HitPaw;

public sealed class HitPawMappingTests
{
    private const string Picture = "https://example.com/image.jpg";

    private static readonly IReadOnlyList<JobItem> Items = [new JobItem("a", new BlobReference("inputs", "acct/a"), 0)];

    public static TheoryData<JobStatus> Statuses { get; } = [.. Enum.GetValues<JobStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Every_status_is_one_of_the_three_words_of_the_page(JobStatus status) =>
        Assert.Equal(
            !status.IsTerminal() ? "CONVERTING" : status == JobStatus.Completed ? "COMPLETED" : "ERROR",
            HitPawMapping.ToWord(status));

    [Theory]
    [InlineData(null, SegmentOutputs.Cutout)]
    [InlineData("all", SegmentOutputs.Cutout)]
    [InlineData("matted", SegmentOutputs.Cutout)]
    [InlineData("mask", SegmentOutputs.None)]
    public void A_request_asks_for_the_subject_and_must_find_one(string? returnType, SegmentOutputs outputs)
    {
        var spec = HitPawMapping.ToSpec(new SegmentationRequest(Picture, returnType), "acct", Items, 3, Specs.Now);

        Assert.Equal(new SubjectPrompt(), Assert.Single(spec.Prompts));
        Assert.Equal(new InferenceOptions(Outputs: outputs, MustFind: true), spec.Options);
        Assert.Equal(new JobTerms(3, TimeSpan.FromDays(8)), spec.Terms);
        Assert.Empty(JobValidation.FindFaults(spec, new JobOptions()));
        Assert.Equal(new AcceptedPayload(Specs.JobId.ToGuid().ToString(), 60), HitPawMapping.ToAccepted(Specs.JobId, spec));
    }

    [Theory]
    [InlineData(null, "cutout", "mask")]
    [InlineData("all", "cutout", "mask")]
    [InlineData("matted", "cutout", "")]
    [InlineData("mask", "", "mask")]
    public void A_completed_job_has_the_links_that_were_asked_for(string? returnType, string resUrl, string maskUrl)
    {
        var (mask, cutout) = (new BlobReference("results", "mask"), new BlobReference("results", "cutout"));
        var segment = new ManifestSegment(0, "subject", 0.9, new PixelBox(0, 0, 1, 1), 1, mask, cutout);
        var whole = Manifests.Create();
        var manifest = whole with { Items = [whole.Items[0] with { Segments = [segment] }] };

        var status = HitPawMapping.ToStatus(Create(JobStatus.Completed), new SegmentationRequest(Picture, returnType), manifest, file => file.Name);

        Assert.Equal(new TaskStatusPayload(Specs.JobId.ToGuid().ToString(), "COMPLETED", resUrl, maskUrl, Picture), status);
    }

    [Theory]
    [InlineData(JobStatus.Running)]
    [InlineData(JobStatus.Failed)]
    public void What_has_no_result_has_empty_links(JobStatus status)
    {
        var data = HitPawMapping.ToStatus(Create(status), new SegmentationRequest(Picture, null), null, _ => throw new InvalidOperationException());

        Assert.Equal(("", "", Picture), (data.ResUrl, data.MaskUrl, data.OriginalUrl));
    }

    [Fact]
    public void An_id_of_another_make_names_no_job()
    {
        Assert.Equal(Specs.JobId, HitPawMapping.FindJobId(new TaskStatusRequest(Specs.JobId.ToGuid().ToString())));
        Assert.Null(HitPawMapping.FindJobId(new TaskStatusRequest(Specs.JobId.ToString())));
        Assert.Null(HitPawMapping.FindJobId(new TaskStatusRequest("abc123def456")));
    }

    private static Job Create(JobStatus status) => new(new JobSummary(Specs.JobId, status, 1, Specs.Now, Specs.Now, null), "acct", []);
}
