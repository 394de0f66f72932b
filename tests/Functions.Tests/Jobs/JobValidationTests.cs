using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Jobs;

public sealed class JobValidationTests
{
    private static readonly JobOptions Limits = new();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Accepts_a_job_within_the_limits(int items) => Assert.Empty(Validate(Specs.Create(items)));

    [Fact]
    public void Rejects_a_job_without_inputs() => Assert.Equal(JobField.Items, Assert.Single(Validate(Specs.Create(0))).Field);

    [Fact]
    public void Rejects_a_job_with_more_than_100_inputs() => Assert.Equal(JobField.Items, Assert.Single(Validate(Specs.Create(101))).Field);

    [Fact]
    public void Rejects_an_input_named_twice()
    {
        var spec = Specs.Create(3);
        var fault = Assert.Single(Validate(spec with { Items = [.. spec.Items, spec.Items[1]] }));

        Assert.Equal(new JobFault(JobField.Items, 3, JobRule.NotRepeated, 1), fault);
    }

    [Fact]
    public void Rejects_a_job_without_prompts() =>
        Assert.Equal(JobField.Prompts, Assert.Single(Validate(Specs.Create(1) with { Prompts = [] })).Field);

    [Fact]
    public void Rejects_more_than_50_prompts() =>
        Assert.Null(Assert.Single(Validate(Specs.Create(1) with { Prompts = [.. Enumerable.Repeat(new TextPrompt("cat"), 51)] })).Index);

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    public void Rejects_control_characters_in_a_prompt(string text) =>
        Assert.Equal(0, Assert.Single(Validate(Specs.Create(1) with { Prompts = [new TextPrompt(text)] })).Index);

    [Fact]
    public void Rejects_a_prompt_of_more_than_200_characters() =>
        Assert.Equal(1, Assert.Single(Validate(Specs.Create(1) with { Prompts = [new TextPrompt("cat"), new TextPrompt(new('x', 201))] })).Index);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rejects_thresholds_outside_0_to_1(double value)
    {
        var faults = Validate(Specs.Create(1) with { Options = new InferenceOptions(value, value) });

        Assert.Equal([JobField.ScoreThreshold, JobField.MaskThreshold], faults.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData(-250.5)]
    [InlineData(251)]
    [InlineData(double.NaN)]
    public void Rejects_edges_that_move_further_than_250_pixels(double pixels) =>
        Assert.Equal(JobField.EdgeOffset, Assert.Single(Validate(Specs.Create(1) with { Options = new InferenceOptions(EdgeOffset: pixels) })).Field);

    [Fact]
    public void Rejects_a_job_that_says_only_what_not_to_cut_out() =>
        Assert.Equal(JobField.Prompts, Assert.Single(Validate(Specs.Create(1) with { Prompts = [new TextPrompt("cat", Negative: true)] })).Field);

    [Fact]
    public void Rejects_more_than_100_points_of_one_object()
    {
        PromptPoint[] points = [.. Enumerable.Repeat(new PromptPoint(0.5, 0.5), 101)];

        Assert.Equal(0, Assert.Single(Validate(Specs.Create(1) with { Prompts = [new PointsPrompt(points)] })).Index);
        Assert.Equal(0, Assert.Single(Validate(Specs.Create(1) with { Prompts = [new BoxPrompt(0, 0, 1, 1, points)] })).Index);
    }

    [Theory]
    [InlineData(double.NaN, 0, 1, 1)]
    [InlineData(0, -0.1, 1, 1)]
    [InlineData(0.5, 0, 0.5, 1)]
    public void Rejects_boxes_that_are_none(double left, double top, double right, double bottom) =>
        Assert.Contains(Validate(Specs.Create(1) with { Prompts = [new BoxPrompt(left, top, right, bottom)] }), fault => fault is { Field: JobField.Prompts, Index: 0 });

    [Fact]
    public void Reports_every_fault_at_once()
    {
        var spec = Specs.Create(101) with { Prompts = [new TextPrompt(new('\n', 300))], Options = new InferenceOptions(2, -1) };

        Assert.Equal(
            [JobField.Items, JobField.Prompts, JobField.Prompts, JobField.ScoreThreshold, JobField.MaskThreshold],
            Validate(spec).Select(fault => fault.Field));
    }

    private static IReadOnlyList<JobFault> Validate(JobSpec spec) => JobValidation.FindFaults(spec, Limits);
}
