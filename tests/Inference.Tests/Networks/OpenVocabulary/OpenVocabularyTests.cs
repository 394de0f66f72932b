using SegFunctions.Contract;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Whole prompts with an added network: thresholds, negatives, several words, warnings about words, and the networks named as answering.</summary>
public sealed class OpenVocabularyTests : IAsyncLifetime
{
    private readonly AddedWorkbench _workbench = new();
    private AddedSegmenter? _segmenter;

    public async ValueTask InitializeAsync()
    {
        await _workbench.AddAsync("clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        _segmenter = new AddedSegmenter(_workbench);
    }

    [Fact]
    public async Task Each_word_has_its_own_segment_and_unknown_colors_a_note()
    {
        using var result = await SegmentAsync(new(), new TextPrompt("Red"), new TextPrompt("a painting"), new TextPrompt("green, blue"));

        Assert.Equal([(0, "red", 713), (2, "blue", 713), (2, "green", 713)], result.Segments.Select(segment => (segment.Prompt, segment.Label, segment.Area)).Order());
        Assert.Empty(result.UnansweredPrompts);
        Assert.Equal(["'green, blue' was read as 'green' and 'blue'.", "No 'a painting' was found with a score of at least 0.5."], result.Notes);
        Assert.All(result.Segments, segment => Assert.Equal(0.9879, segment.Score, 3));
        var model = Assert.Single(result.Provenance.Models);
        Assert.Equal((AddedWorkbench.Name, "not given"), (model.Name, model.License));
    }

    [Fact]
    public async Task A_threshold_of_a_word_is_its_own()
    {
        using var result = await SegmentAsync(new(ScoreThreshold: 0.99), new TextPrompt("red"), new TextPrompt("green", Threshold: 0.9));

        Assert.Equal("green", Assert.Single(result.Segments).Label);
        Assert.Equal("No 'red' was found with a score of at least 0.99; the best score was 0.99.", Assert.Single(result.Notes));
    }

    [Fact]
    public async Task A_word_that_is_asked_for_twice_is_answered_by_each_threshold()
    {
        using var result = await SegmentAsync(new(), new TextPrompt("red", Threshold: 0.995), new TextPrompt("red", Threshold: 0.9), new TextPrompt("Red"));

        Assert.Equal([1, 2], result.Segments.Select(segment => segment.Prompt).Order());
        Assert.Equal("No 'red' was found with a score of at least 1; the best score was 0.99.", Assert.Single(result.Notes));
    }

    [Fact]
    public async Task What_negative_words_name_is_in_no_mask()
    {
        using var result = await SegmentAsync(
            new(), new TextPrompt("red"), new TextPrompt("red", Negative: true), new TextPrompt("green"), new TextPrompt("oil paint", Negative: true));

        Assert.Equal("green", Assert.Single(result.Segments).Label);
        Assert.Contains("'red' was found once; its pixels are in no mask.", result.Notes);
        Assert.Contains("No 'oil paint' was found with a score of at least 0.5, so nothing was excluded.", result.Notes);
    }

    [Theory]
    [InlineData("a black and white cat")]
    [InlineData("猫")]
    [InlineData("red's")]
    public void Every_phrase_is_one_that_is_known(string phrase)
    {
        var vocabulary = new SegFunctions.Inference.Prompts.OpenVocabulary();

        Assert.Equal(phrase, Assert.Single(vocabulary.Read(phrase)!).Text);
        Assert.Equal([0], vocabulary.Read(phrase.ToUpperInvariant() + ".")![0].ClassIds);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ?! ")]
    public void A_phrase_without_a_letter_is_not(string phrase) => Assert.Null(new SegFunctions.Inference.Prompts.OpenVocabulary().Read(phrase));

    public async ValueTask DisposeAsync()
    {
        await _segmenter!.DisposeAsync();
        _workbench.Dispose();
    }

    private Task<SegmentationResult> SegmentAsync(InferenceOptions options, params Prompt[] prompts) => _segmenter!.SegmentAsync(options, prompts);
}
