using SegFunctions.Contract;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Tests.Networks.OpenVocabulary;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.Prompts;

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
        Assert.Equal(["'Unicorns!' is not a word that the detectors know. It was ignored."], plan.Notes);
    }

    [Fact]
    public void Refuses_when_no_word_is_known_and_says_which_and_what_to_do()
    {
        var failure = Assert.Throws<InferenceException>(() => Make("painting", "clothes"));

        Assert.Equal(InferenceErrorCode.PromptOutsideVocabulary, failure.Code);
        Assert.StartsWith("'painting' is not a word that the detectors know. 'clothes' is not a word that the detectors know. Send each word by itself", failure.Message, StringComparison.Ordinal);
        Assert.Contains("80 classes of COCO", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("models.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Offers_the_nearest_known_words_and_tells_what_to_do_about_adjectives()
    {
        var failure = Assert.Throws<InferenceException>(() => Make("the big boat"));

        Assert.StartsWith("'the big boat' is not a word that the detectors know; the nearest is 'boat'. Send each word by itself and without adjectives", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_list_as_its_parts_and_says_so()
    {
        var plan = Make("cat, boat and person");

        Assert.All([15, 8, 0], classId => Assert.Equal([0], plan.PromptsFor(classId)));
        Assert.Equal(["'cat, boat and person' was read as 'cat', 'boat' and 'person'."], plan.Notes);
    }

    [Fact]
    public void Leaves_out_every_part_of_a_negative_list()
    {
        var plan = PromptPlan.Make([new TextPrompt("animals"), new TextPrompt("dog/cat", Negative: true)], ClosedVocabulary.Coco);

        Assert.Equal([15, 16], plan.Excluded.Order());
    }

    [Fact]
    public void Says_of_a_word_that_detectors_cannot_tell_apart_what_answers_it() =>
        Assert.Equal(["'Women' is answered by every person: the detectors cannot tell them apart."], Make("Women").Notes);

    [Fact]
    public void Leaves_out_what_a_negative_names_and_names_a_negative_that_it_does_not_know()
    {
        var plan = PromptPlan.Make(
            [new TextPrompt("animals"), new TextPrompt("dog", Negative: true), new TextPrompt("unicorn", Negative: true)], ClosedVocabulary.Coco);

        Assert.Equal([0], plan.PromptsFor(15));
        Assert.Empty(plan.PromptsFor(16));
        Assert.Equal([16], plan.Excluded);
        Assert.Equal(["unicorn"], plan.Unanswered);
    }

    [Fact]
    public void Refuses_prompts_that_say_only_what_not_to_cut_out() =>
        Assert.Throws<InferenceException>(() => PromptPlan.Make([new TextPrompt("dog", Negative: true)], ClosedVocabulary.Coco));

    [Fact]
    public void Needs_only_the_models_that_its_prompts_ask()
    {
        Assert.Equal([ModelAbility.Subject], PromptPlan.Make([new SubjectPrompt()], ClosedVocabulary.Coco).Abilities);
        Assert.Equal(
            [ModelAbility.Words, ModelAbility.Marks],
            PromptPlan.Make([new BoxPrompt(0, 0, 1, 1), new TextPrompt("dog", Negative: true)], ClosedVocabulary.Coco).Abilities);
    }

    [Theory]
    [InlineData(0.5, 0, 0.5, 1)]
    [InlineData(-0.1, 0, 0.5, 1)]
    [InlineData(0, 0, 1.1, 1)]
    [InlineData(0, double.NaN, 1, 1)]
    public void Refuses_a_box_that_is_none(double left, double top, double right, double bottom) =>
        Assert.Throws<InferenceException>(() => PromptPlan.Make([new BoxPrompt(left, top, right, bottom)], ClosedVocabulary.Coco));

    [Fact]
    public void Refuses_points_of_which_none_is_in_the_foreground() =>
        Assert.Throws<InferenceException>(() => PromptPlan.Make([new PointsPrompt([new PromptPoint(0.5, 0.5, Foreground: false)])], ClosedVocabulary.Coco));

    [Theory]
    [InlineData("boat", ModelAbility.Words)]
    [InlineData("shoes", ModelAbility.MoreWords)]
    [InlineData("text", ModelAbility.Writing)]
    [InlineData("human faces", ModelAbility.Faces)]
    [InlineData("text, shoes and boats", ModelAbility.Words, ModelAbility.MoreWords, ModelAbility.Writing)]
    public void Needs_the_networks_of_its_words_and_no_others(string words, params ModelAbility[] abilities) =>
        Assert.Equal(abilities, PromptPlan.Make([new TextPrompt(words)], ClosedVocabulary.BuiltIn).Abilities);

    [Fact]
    public void Keeps_what_the_networks_of_its_words_have_seen()
    {
        var networks = new NetworkIdentities(ModelChoice.Of(ModelCatalogue.Load()), new NetworkFiles(new ModelStore("/nowhere"), rewritten: true));
        using var picture = AddedWorkbench.Quadrants();

        Assert.Equal([networks.FacesSha256], NetworksOf("face"));
        Assert.Equal([networks.MoreWordsSha256], NetworksOf("shoe"));
        Assert.Equal([networks.DetectorsSha256], NetworksOf("boat"));
        Assert.Distinct([networks.FacesSha256, networks.MoreWordsSha256, networks.DetectorsSha256]);

        IEnumerable<string> NetworksOf(string word) => PromptPlan.Make([new TextPrompt(word)], ClosedVocabulary.BuiltIn).FindFeatures(networks, picture)
            .Select(features => features.Networks)
            .Where(network => network != networks.EncoderSha256);
    }

    private static PromptPlan Make(params string[] words) => PromptPlan.Make([.. words.Select(word => new TextPrompt(word))], ClosedVocabulary.Coco);
}
