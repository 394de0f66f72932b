using SegFunctions.Contract.Words;
using SegFunctions.Inference.Prompts;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class VocabularyChoiceTests
{
    /// <summary>The catalogue refuses the others beforehand.</summary>
    [Theory]
    [InlineData(DetectorVocabulary.Coco, true)]
    [InlineData(DetectorVocabulary.OpenImages, false)]
    [InlineData(DetectorVocabulary.Face, false)]
    public void Detectors_of_words_are_read_with_the_vocabulary_of_COCO(DetectorVocabulary named, bool isRead)
    {
        var choice = ModelChoice.Of(ModelCatalogue.Load());
        choice = choice with { Detectors = [.. choice.Detectors.Select(detector => detector with { Vocabulary = named })] };

        Assert.Equal(isRead, Record.Exception(() => IVocabulary.For(choice)) is null);
    }

    [Fact]
    public void A_label_is_the_word_of_the_class_that_was_read()
    {
        var vocabulary = IVocabulary.For(ModelChoice.Of(ModelCatalogue.Load()));

        Assert.Equal("boat", vocabulary.GetLabel(vocabulary.Read("ships")![0].ClassIds[0]));
    }

    [Fact]
    public void Each_word_is_looked_for_by_the_networks_that_know_it()
    {
        var vocabulary = IVocabulary.For(ModelChoice.Of(ModelCatalogue.Load()));

        Assert.Equal(ModelAbility.Words, AbilityFor("boats"));
        Assert.Equal(ModelAbility.MoreWords, AbilityFor("Shoes"));
        Assert.Equal(ModelAbility.MoreWords, AbilityFor("footwear"));
        Assert.Equal(ModelAbility.Writing, AbilityFor("writing"));
        Assert.Equal(ModelAbility.Faces, AbilityFor("Faces"));

        ModelAbility AbilityFor(string word) => vocabulary.AbilityFor(vocabulary.Read(word)![0].ClassIds[0]);
    }

    [Fact]
    public void A_word_names_the_networks_of_the_catalogue_and_their_license()
    {
        var catalogue = ModelCatalogue.Load();

        Assert.All(KnownWords.BuiltIn.Classes, word => Assert.All(
            word.Networks.Names, name => Assert.Equal(word.Networks.License, catalogue.Get(name).License.Package)));
    }

    [Fact]
    public void The_words_beyond_COCO_are_those_that_the_catalogue_gives_to_the_network()
    {
        var words = KnownWords.BuiltIn.Classes.Where(word => word.Networks.Part == WordPart.MoreWords).Select(word => word.Name);

        Assert.Equal(words, ModelChoice.Of(ModelCatalogue.Load()).MoreWords.Words.Keys);
    }

    [Fact]
    public void Every_word_beyond_COCO_says_how_often_it_was_right_and_that_is_at_least_in_six_of_ten() => Assert.All(
        KnownWords.BuiltIn.Classes.Where(word => word.Networks.Part != WordPart.Coco), word => Assert.InRange(word.Precision!.Value, 0.6, 1));
}
