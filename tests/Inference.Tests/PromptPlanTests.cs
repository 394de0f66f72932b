using SegFunctions.Contract;
using SegFunctions.Inference.Vocabulary;

namespace SegFunctions.Inference.Tests;

public sealed class PromptPlanTests
{
    [Fact]
    public void Gives_an_object_to_each_prompt_that_means_it()
    {
        var plan = Make("cat", "animals", "dog");

        Assert.Equal([0, 1], plan.PromptsFor(15));
        Assert.Equal([1, 2], plan.PromptsFor(16));
        Assert.Empty(plan.PromptsFor(0));
    }

    [Fact]
    public void Answers_the_known_words_and_names_the_unknown_as_written()
    {
        var plan = Make("cat", "Unicorns!");

        Assert.Equal([0], plan.PromptsFor(15));
        Assert.Equal(["Unicorns!"], plan.Unanswered);
    }

    [Fact]
    public void Refuses_when_no_word_is_known_and_says_which_and_what_to_do()
    {
        var failure = Assert.Throws<InferenceException>(() => Make("painting", "clothes"));

        Assert.Equal(InferenceErrorCode.PromptOutsideVocabulary, failure.Code);
        Assert.StartsWith("'painting', 'clothes' are outside the vocabulary", failure.Message, StringComparison.Ordinal);
        Assert.Contains("80 COCO classes", failure.Message, StringComparison.Ordinal);
        Assert.Contains("models.json", failure.Message, StringComparison.Ordinal);
    }

    private static PromptPlan Make(params string[] words) => PromptPlan.Make([.. words.Select(word => new TextPrompt(word))], ClosedVocabulary.Coco);
}
