using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class ClosedVocabularyTests
{
    private readonly ClosedVocabulary _vocabulary = ClosedVocabulary.Coco;

    [Fact]
    public void Knows_the_80_classes_in_coco_order()
    {
        Assert.Equal(80, _vocabulary.Classes.Count);
        Assert.Equal(
            ["person", "boat", "sheep", "sports ball", "pizza", "toothbrush"],
            new[] { 0, 8, 18, 32, 53, 79 }.Select(id => _vocabulary.Classes[id]));
    }

    [Fact]
    public void Finds_each_class_by_its_own_name() =>
        Assert.All(_vocabulary.Classes.Index(), entry => Assert.Equal([entry.Index], _vocabulary.Find(entry.Item)));

    [Theory]
    [InlineData("cat", "cat")]
    [InlineData("CATS", "cat")]
    [InlineData("  the   Cat. ", "cat")]
    [InlineData("a kitty", "cat")]
    [InlineData("kittens", "cat")]
    [InlineData("people", "person")]
    [InlineData("all the people", "person")]
    [InlineData("persons", "person")]
    [InlineData("men", "person")]
    [InlineData("Women", "person")]
    [InlineData("children", "person")]
    [InlineData("humans", "person")]
    [InlineData("phone", "cell phone")]
    [InlineData("mobile phones", "cell phone")]
    [InlineData("cellphone", "cell phone")]
    [InlineData("cell-phone", "cell phone")]
    [InlineData("cell_phones", "cell phone")]
    [InlineData("boats", "boat")]
    [InlineData("ship", "boat")]
    [InlineData("sheep", "sheep")]
    [InlineData("mice", "mouse")]
    [InlineData("knives", "knife")]
    [InlineData("wine glasses", "wine glass")]
    [InlineData("buses", "bus")]
    [InlineData("bus", "bus")]
    [InlineData("puppies", "dog")]
    [InlineData("a pair of skis", "skis")]
    [InlineData("hotdogs", "hot dog")]
    [InlineData("benches", "bench")]
    [InlineData("couches", "couch")]
    [InlineData("sofa", "couch")]
    [InlineData("toothbrushes", "toothbrush")]
    [InlineData("sandwiches", "sandwich")]
    [InlineData("TVs", "tv")]
    [InlineData("television", "tv")]
    [InlineData("motorbikes", "motorcycle")]
    [InlineData("bikes", "bicycle")]
    [InlineData("planes", "airplane")]
    [InlineData("catcher's mitt", "baseball glove")]
    [InlineData("calves", "cow")]
    [InlineData("\"umbrella\"", "umbrella")]
    public void Finds_a_class_in_people_s_words(string phrase, string className) =>
        Assert.Equal([className], ClassesOf(phrase));

    [Theory]
    [InlineData("animals", 10)]
    [InlineData("vehicle", 8)]
    [InlineData("Furniture", 5)]
    [InlineData("food", 10)]
    [InlineData("fruits", 3)]
    [InlineData("pets", 2)]
    public void Answers_broader_words_by_all_the_classes_that_they_cover(string phrase, int classes) =>
        Assert.Equal(classes, _vocabulary.Find(phrase)?.Count);

    [Theory]
    [InlineData("clothes")]
    [InlineData("painting")]
    [InlineData("red car")]
    [InlineData("unicorn")]
    [InlineData("taxi")]
    [InlineData("penguin")]
    [InlineData("computer")]
    [InlineData("tree")]
    [InlineData("bat")]
    [InlineData("car and dog")]
    [InlineData("ca")]
    [InlineData("the")]
    [InlineData("s")]
    [InlineData("...")]
    [InlineData("")]
    public void Guesses_nothing(string phrase) => Assert.Null(_vocabulary.Find(phrase));

    private IEnumerable<string>? ClassesOf(string phrase) => _vocabulary.Find(phrase)?.Select(id => _vocabulary.Classes[id]);
}
