using SegFunctions.Inference.Vocabulary;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Tests.Vocabulary;

public sealed class VocabularyChoiceTests
{
    [Fact]
    public void Every_vocabulary_that_the_catalogue_may_name_is_read()
    {
        var choice = ModelChoice.Of(ModelCatalogue.Load());

        Assert.All(Enum.GetValues<DetectorVocabulary>(), named =>
        {
            var vocabulary = IVocabulary.For(choice with { Detectors = [.. choice.Detectors.Select(detector => detector with { Vocabulary = named })] });

            Assert.NotEmpty(vocabulary.Read("person")!);
        });
    }

    [Fact]
    public void A_label_is_the_word_of_the_class_that_was_read()
    {
        var vocabulary = IVocabulary.For(ModelChoice.Of(ModelCatalogue.Load()));

        Assert.Equal("boat", vocabulary.GetLabel(vocabulary.Read("ships")![0].ClassIds[0]));
    }
}
