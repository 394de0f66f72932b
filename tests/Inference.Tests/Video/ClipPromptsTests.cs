using SegFunctions.Contract;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

public sealed class ClipPromptsTests
{
    private static readonly BoxPrompt Box = new(0.1, 0.1, 0.9, 0.9);

    [Fact]
    public void Words_may_stand_beside_marks()
    {
        var beside = Make(new TextPrompt("person"), Box);

        Assert.Equal([0], beside.Words.Words.Select(word => word.Prompt));
        Assert.Equal([1], Assert.Single(beside.Objects).Prompts);
    }

    [Fact]
    public void Words_for_what_no_mask_may_show_are_refused()
    {
        Prompt[] others = [new TextPrompt("person"), Box, new PointsPrompt([new PromptPoint(0.5, 0.5)])];

        Assert.All(others, other => Assert.Equal(
            "negativePrompts is for type image only.",
            Assert.Throws<InferenceException>(() => Make(other, new TextPrompt("dog", Negative: true))).Message));
    }

    [Fact]
    public void Exemplars_are_refused()
    {
        Exemplar[] exemplars = [new(0, 0, 1, 1)];

        Assert.All((Prompt[])[new ExemplarsPrompt(exemplars), new TextPrompt("person", Exemplars: exemplars)], prompt => Assert.Equal(
            "exemplars is for type image only.", Assert.Throws<InferenceException>(() => Make(prompt, Box)).Message));
    }

    [Fact]
    public void Marks_with_one_number_are_of_one_object_and_others_of_their_own()
    {
        var objects = Make(Box with { ObjectNumber = 7, Frame = 9 }, Box, Box, new PointsPrompt([new PromptPoint(0.5, 0.5, Foreground: false)], 4, 7)).Objects;

        Assert.Equal([[0, 3], [1], [2]], objects.Select(marked => marked.Prompts));
        Assert.Equal([4, 9], objects[0].Marks.Select(mark => mark.Frame));
        Assert.Null(objects[0].Marks[0].Mark);
    }

    private static ClipPrompts Make(params Prompt[] prompts) => ClipPrompts.Make(prompts, ClosedVocabulary.Coco);
}
