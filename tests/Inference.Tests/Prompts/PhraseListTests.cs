using SegFunctions.Contract.Words;
using SegFunctions.Inference.Prompts;

namespace SegFunctions.Inference.Tests.Prompts;

public sealed class PhraseListTests
{
    private readonly ClosedVocabulary _vocabulary = ClosedVocabulary.Coco;

    [Theory]
    [InlineData("boat, person", "boat", "person")]
    [InlineData("boat. person.", "boat", "person")]
    [InlineData("boat/person", "boat", "person")]
    [InlineData("boat and person", "boat", "person")]
    [InlineData("The boats AND a person", "The boats", "a person")]
    [InlineData("boat, dog or person", "boat", "dog", "person")]
    [InlineData("boat, dog, and person", "boat", "dog", "person")]
    [InlineData("boat\nperson", "boat", "person")]
    [InlineData("boat & person + dog; cat | cow", "boat", "person", "dog", "cat", "cow")]
    [InlineData("ｂｏａｔ，ｐｅｒｓｏｎ", "boat", "person")]
    [InlineData("boat、person", "boat", "person")]
    public void A_list_of_known_words_is_each_of_them(string phrase, params string[] parts) =>
        Assert.Equal(parts, _vocabulary.Read(phrase)?.Select(part => part.Text));

    [Theory]
    [InlineData("catcher's mitt", 35)]
    [InlineData("plant in a pot", 58)]
    [InlineData("ＢＯＡＴＳ", 8)]
    [InlineData("ｃｅｌｌ　ｐｈｏｎｅ", 67)]
    [InlineData("boat.", 8)]
    [InlineData("boat, ", 8)]
    public void A_known_whole_is_never_split(string phrase, int classId) =>
        Assert.Equal([classId], Assert.Single(_vocabulary.Read(phrase)!).ClassIds);

    [Theory]
    [InlineData("boat, unicorn")]
    [InlineData("boat person")]
    [InlineData("and")]
    [InlineData(", .")]
    [InlineData("band")]
    [InlineData("\ud83d and \ude00")]
    public void A_list_with_an_unknown_part_is_unknown(string phrase) => Assert.Null(_vocabulary.Read(phrase));

    [Theory]
    [InlineData("the big boat", "boat")]
    [InlineData("red cars", "car")]
    [InlineData("boat, unicorn", "boat")]
    [InlineData("small wine glasses and a dog", "wine glass", "dog")]
    [InlineData("bota", "boat")]
    [InlineData("girafe", "giraffe")]
    [InlineData("persn", "person")]
    [InlineData("vehicel", "vehicle")]
    [InlineData("painting")]
    [InlineData("")]
    [InlineData("...")]
    public void Offers_the_words_in_a_phrase_and_those_spelled_like_it(string phrase, params string[] nearest) =>
        Assert.Equal(nearest, _vocabulary.FindNearest(phrase));

    [Fact]
    public void Offers_at_most_three_however_long_the_phrase_is() =>
        Assert.InRange(_vocabulary.FindNearest(string.Join(' ', Enumerable.Repeat("cat dog cow boat unicorn", 400))).Count, 1, 3);

    [Fact]
    public void Every_word_that_is_published_is_known()
    {
        var words = KnownWords.Coco.Classes.SelectMany(known => new[] { known.Name }.Concat(known.Synonyms ?? []).Concat(known.Kinds ?? []))
            .Concat(KnownWords.Coco.Broader.SelectMany(broader => broader.Words));

        Assert.All(words, word => Assert.NotNull(_vocabulary.Find(word)));
    }

    [Theory]
    [InlineData("women", true)]
    [InlineData("person", false)]
    [InlineData("puppies", true)]
    public void Knows_words_that_name_what_networks_cannot_tell_apart(string phrase, bool isKind) =>
        Assert.Equal(isKind, _vocabulary.Read(phrase)![0].IsKind);
}
