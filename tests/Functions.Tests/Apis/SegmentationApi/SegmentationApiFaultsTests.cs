using System.Text.Json;
using SegFunctions.Apis;
using SegFunctions.Apis.SegmentationApi;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Jobs;
using SegFunctions.Media;

namespace SegFunctions.Tests.Apis.SegmentationApi;

public sealed class SegmentationApiFaultsTests
{
    [Fact]
    public void Every_fault_begins_with_the_vendors_name_for_the_field() =>
        Assert.Equal(
            ["tasks", "prompts", "exemplars", "threshold", "maskThreshold", "edgeOffset"],
            Enum.GetValues<JobField>().Select(field => SegmentationApiFaults.ToSentence(new JobFault(field, null, JobRule.Fraction), Specs.Create(1)).Split(' ')[0]));

    [Fact]
    public void Every_rule_has_a_sentence_of_its_own()
    {
        var sentences = Enum.GetValues<JobRule>().Select(rule => SegmentationApiFaults.ToSentence(new JobFault(JobField.Prompts, null, rule, 7, 9), Specs.Create(1))).ToList();

        Assert.Equal(sentences.Count, sentences.Distinct().Count());
        Assert.All(sentences, sentence => Assert.StartsWith("prompts ", sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_count_of_tasks_is_told_with_both_bounds()
    {
        var spec = Specs.Create(0);

        Assert.Equal(
            ["tasks must hold 1 to 100 entries, not 0", "tasks must hold 1 to 100 entries, not 101"],
            ((JobFault[])[new(JobField.Items, null, JobRule.NotEmpty, 100), new(JobField.Items, null, JobRule.NotTooMany, 100, 101)])
                .Select(fault => SegmentationApiFaults.ToSentence(fault, spec)));
    }

    [Fact]
    public void Too_many_prompts_are_told_of_the_fields_that_hold_them()
    {
        var fault = new JobFault(JobField.Prompts, null, JobRule.NotTooMany, 2, 3);
        BoxPrompt box = new(0, 0, 1, 1);
        PointsPrompt points = new([new PromptPoint(0, 0)]);
        Prompt[][] all = [[box, box, box], [new TextPrompt("cat"), box, box], [points, points, points]];

        Assert.Equal(
            ["boxes must hold at most 2 entries, not 3", "prompts and boxes must hold at most 2 entries together, not 3", "points must hold at most 2 entries, not 3; marks of one object are one entry"],
            all.Select(prompts => SegmentationApiFaults.ToSentence(fault, Specs.Create(1) with { Prompts = prompts })));
    }

    [Fact]
    public void Too_many_marks_in_a_video_are_told_to_count_by_object_and_frame()
    {
        var fault = new JobFault(JobField.Prompts, null, JobRule.NotTooMany, 2, 3);
        var marks = Enumerable.Range(0, 3).Select(frame => new PointsPrompt([new PromptPoint(0, 0)], frame, ObjectNumber: 1));
        var spec = Specs.Create(1) with { Prompts = [.. marks], Video = new VideoSpec(new VideoSampling(5, null, 100), VideoFiles.None) };

        Assert.Equal("points must hold at most 2 entries, not 3; marks of one object on one frame are one entry", SegmentationApiFaults.ToSentence(fault, spec));
    }

    [Fact]
    public void Uploads_that_cannot_be_used_are_named()
    {
        var media = new MediaOptions { MaxImageBytes = 10, MaxVideoBytes = 20 };
        UploadedFile?[] files = [new("image/png", 10), null, new("video/mp4", 5), new("image/jpeg", 11), new("application/octet-stream", 1)];

        Assert.Equal(
            ["tasks[1] 'b' was never uploaded", "tasks[2] 'c' is video/mp4, not a picture", "tasks[3] 'd' has 11 bytes; the limit is 10"],
            SegmentationApiFaults.FindUploadFaults(Request("image"), files, media, new WireFaults()));
        Assert.Equal(
            ["tasks[0] 'a' is image/png, not a video", "tasks[1] 'b' was never uploaded", "tasks[3] 'd' is image/jpeg, not a video"],
            SegmentationApiFaults.FindUploadFaults(Request("video"), files, media, new WireFaults()));
    }

    [Fact]
    public void A_task_that_is_no_string_is_not_also_missing()
    {
        var faults = new WireFaults();
        var request = new WireReader(faults).Read<CreateJobRequest>(JsonElement.Parse("""{"type":"image","tasks":[7,"b"]}"""));

        Assert.True(faults.Has("tasks[0]"));
        Assert.Equal(["tasks[1] 'b' was never uploaded"], SegmentationApiFaults.FindUploadFaults(request, [null, null], new MediaOptions(), faults));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("built-in")]
    [InlineData("dino")]
    public void A_job_may_ask_for_a_known_network_or_for_none(string? model) =>
        Assert.Empty(SegmentationApiFaults.FindModelFaults(Request("image").Own with { Model = model }, new JobOptions { Models = { "dino" } }.GetModelNames()));

    [Theory]
    [InlineData("clip", "model must be one of built-in, dino, not 'clip'")]
    [InlineData("", "model must be one of built-in, dino, not ''")]
    [InlineData("DINO", "model must be one of built-in, dino, not 'DINO'")]
    public void An_unknown_network_is_refused_with_those_that_are_known(string model, string sentence) =>
        Assert.Equal([sentence], SegmentationApiFaults.FindModelFaults(Request("image").Own with { Model = model }, new JobOptions { Models = { "dino" } }.GetModelNames()));

    [Theory]
    [InlineData(null, false, true)]
    [InlineData("built-in", true, true)]
    [InlineData("cutout", false, true)]
    [InlineData(null, true, false)]
    [InlineData("three", false, false)]
    [InlineData("cutout", true, false)]
    public void Exemplars_are_refused_where_a_list_of_words_is_known_to_answer(string? model, bool anyWord, bool isRefused)
    {
        var limits = new JobOptions { AnyWord = anyWord, Models = { "three", "cutout" }, WordModels = { "three" } };
        var own = Request("image").Own with { Model = model, Exemplars = [new ExemplarItem(0, 0, 1, 1, null)] };

        string[] sentences = isRefused ? ["exemplars need an added network of the kind sam3; the network that answers words here takes none"] : [];

        Assert.Equal(sentences, SegmentationApiFaults.FindExemplarFaults(own, limits, new WireFaults()));
        Assert.Empty(SegmentationApiFaults.FindExemplarFaults(own with { Exemplars = [] }, limits, new WireFaults()));
    }

    [Fact]
    public void Exemplars_with_a_fault_of_form_are_not_refused_twice()
    {
        var faults = new WireFaults();
        faults.Add("exemplars[0].x1", "must be a number");
        var own = Request("image").Own with { Exemplars = [new ExemplarItem(0, 0, 1, 1, null)] };

        Assert.Empty(SegmentationApiFaults.FindExemplarFaults(own, new JobOptions(), faults));
    }

    [Theory]
    [InlineData("boxes", true)]
    [InlineData("boxes[1]", true)]
    [InlineData("boxes[1].x1", true)]
    [InlineData("boxes[1].x", false)]
    [InlineData("boxes[10]", false)]
    [InlineData("box", false)]
    [InlineData("", false)]
    public void A_field_has_the_faults_of_its_parts(string field, bool has)
    {
        var faults = new WireFaults();
        faults.Add("boxes[1].x1", "must be a number");
        faults.Add("A sentence about no field. And [another");

        Assert.Equal(has, faults.Has(field));
    }

    private static CreateJobRequest Request(string type) =>
        new(type, ["a", "b", "c", "d", "e"], ["boat"], false, null, null, null, null, null, null, new OwnFields([], [], [], false, 0, [], [], []));
}
