using SegFunctions.Contract;
using SegFunctions.Jobs;

namespace SegFunctions.Tests.Jobs;

public sealed class PromptValidationTests
{
    private static readonly PromptPoint Foreground = new(0.5, 0.5);
    private static readonly PromptPoint Background = new(0.5, 0.5, Foreground: false);

    [Fact]
    public void Background_points_alone_say_nothing_of_where_an_object_is() =>
        Assert.Equal([JobRule.HasForeground], Rules(new PointsPrompt([Background])));

    [Fact]
    public void Background_points_may_correct_an_object_that_another_prompt_marks()
    {
        Assert.Empty(Rules(new PointsPrompt([Background], ObjectNumber: 3), new PointsPrompt([Foreground], ObjectNumber: 3)));
        Assert.Empty(Rules(new PointsPrompt([Background], ObjectNumber: 3), new BoxPrompt(0, 0, 1, 1, ObjectNumber: 3)));
    }

    [Fact]
    public void Background_points_do_not_correct_another_object()
    {
        Assert.Equal([JobRule.HasForeground], Rules(new PointsPrompt([Background], ObjectNumber: 3), new PointsPrompt([Foreground], ObjectNumber: 4)));
        Assert.Equal([JobRule.HasForeground, JobRule.HasForeground], Rules(new PointsPrompt([Background], ObjectNumber: 3), new PointsPrompt([Background], ObjectNumber: 3)));
        Assert.Equal([JobRule.HasForeground], Rules(new PointsPrompt([Background]), new PointsPrompt([Foreground])));
    }

    [Theory]
    [InlineData(-0.001, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(1.001, false)]
    [InlineData(double.NaN, false)]
    public void Points_are_within_the_picture(double coordinate, bool isWithin)
    {
        JobRule[] broken = isWithin ? [] : [JobRule.WithinPicture];

        Assert.Equal(broken, Rules(new PointsPrompt([new PromptPoint(coordinate, 0.5)])));
        Assert.Equal(broken, Rules(new PointsPrompt([new PromptPoint(0.5, coordinate)])));
        Assert.Equal(broken, Rules(new BoxPrompt(0, 0, 1, 1, [new PromptPoint(coordinate, 0.5)])));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(0.0, true)]
    [InlineData(1.0, true)]
    [InlineData(-0.1, false)]
    [InlineData(1.1, false)]
    [InlineData(double.NaN, false)]
    public void A_words_own_threshold_is_a_fraction(double? threshold, bool isKept)
    {
        JobRule[] broken = isKept ? [] : [JobRule.Fraction];

        Assert.Equal(broken, Rules(new TextPrompt("boat", Threshold: threshold)));
    }

    [Fact]
    public void Exemplars_are_boxes_within_the_picture_and_not_too_many()
    {
        Exemplar[] boxes = [new(0, 0, 1, 1), new(0.5, 0, 0.5, 1.1)];
        JobFault[] broken = [new(JobField.Exemplars, 1, JobRule.WithinPicture), new(JobField.Exemplars, 1, JobRule.NotInsideOut)];

        Assert.Equal(broken, PromptValidation.FindFaults([new TextPrompt("boat"), new ExemplarsPrompt(boxes)], new JobOptions()));
        Assert.Equal(broken, PromptValidation.FindFaults([new TextPrompt("boat", Exemplars: boxes)], new JobOptions()));
        Assert.Equal(
            [new JobFault(JobField.Exemplars, null, JobRule.NotTooMany, 100, 101)],
            PromptValidation.FindFaults([new ExemplarsPrompt([.. Enumerable.Repeat(boxes[1], 101)])], new JobOptions()));
    }

    [Fact]
    public void Exemplars_alone_show_what_is_wanted()
    {
        Exemplar[] unlike = [new(0, 0, 1, 1, IsLike: false)];

        Assert.Equal([new JobFault(JobField.Exemplars, null, JobRule.HasLike)], PromptValidation.FindFaults([new ExemplarsPrompt(unlike)], new JobOptions()));
        Assert.Empty(PromptValidation.FindFaults([new TextPrompt("boat", Exemplars: unlike)], new JobOptions()));
        Assert.Empty(PromptValidation.FindFaults([new ExemplarsPrompt([.. unlike, new(0, 0, 1, 1)])], new JobOptions()));
    }

    /// <summary>A body of a megabyte can have ten thousand words, and as many boxes.</summary>
    [Fact]
    public void Faults_are_few_whatever_was_sent()
    {
        Exemplar[] boxes = [.. Enumerable.Repeat(new Exemplar(2, 0, 1, 1), 10_000)];
        Prompt[] words = [.. Enumerable.Repeat(new TextPrompt("boat", Exemplars: boxes), 10_000)];
        var limits = new JobOptions();

        Assert.Equal(1 + limits.MaxPrompts, PromptValidation.FindFaults(words, limits).Take(1000).Count());
    }

    [Fact]
    public void Every_broken_rule_of_every_prompt_is_told_with_its_bound()
    {
        var limits = new JobOptions { MaxPromptLength = 3 };
        var faults = PromptValidation.FindFaults([new TextPrompt("boats\n", Threshold: 2), new BoxPrompt(2, 0, 1, 1)], limits).ToList();

        Assert.Equal(
            [(0, JobRule.NotTooLong, 3, 6), (0, JobRule.NoControlCharacters, 0, 0), (0, JobRule.Fraction, 0, 0), (1, JobRule.WithinPicture, 0, 0), (1, JobRule.NotInsideOut, 0, 0)],
            faults.Select(fault => (fault.Index!.Value, fault.Rule, fault.Bound, fault.Actual)));
    }

    private static IEnumerable<JobRule> Rules(params Prompt[] prompts) => PromptValidation.FindFaults(prompts, new JobOptions()).Select(fault => fault.Rule);
}
