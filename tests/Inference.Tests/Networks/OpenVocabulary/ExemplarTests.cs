using SegFunctions.Contract;
using SegFunctions.Inference.Prompts;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Whole prompts with exemplars: what they find, how it is labeled, and which networks refuse them.</summary>
public sealed class ExemplarTests : IDisposable
{
    private const string Refusal = "The network that answers words takes no exemplars; one of the kind sam3 does, once it has been added and requested.";

    private static readonly Exemplar[] Blue = [new(0.1, 0.6, 0.4, 0.9)];

    private readonly AddedWorkbench _workbench = new();

    [Fact]
    public async Task What_is_like_them_is_a_segment_of_their_own_prompt()
    {
        await _workbench.AddSam3Async(new StubExemplars([250, 750, 300, 300], [1], WithWord: false));
        await using var segmenter = new AddedSegmenter(_workbench);
        using var result = await segmenter.SegmentAsync(new(), new TextPrompt("painting"), new ExemplarsPrompt(Blue));

        var segment = Assert.Single(result.Segments);
        Assert.Equal((1, "exemplars", 713, 0.9354), (segment.Prompt, segment.Label, segment.Area, segment.RawScore));
        Assert.Equal(["No 'painting' was found with a score of at least 0.5."], result.Notes);
    }

    [Fact]
    public async Task They_go_with_their_word_and_with_no_other()
    {
        await _workbench.AddSam3Async(new StubExemplars([250, 750, 300, 300], [0], WithWord: true));
        await using var segmenter = new AddedSegmenter(_workbench);
        using var result = await segmenter.SegmentAsync(new(), new TextPrompt("green"), new TextPrompt("green", Exemplars: [Blue[0] with { IsLike = false }]));

        var segment = Assert.Single(result.Segments);
        Assert.Equal((1, "green"), (segment.Prompt, segment.Label));
        Assert.Equal("No 'green' was found with a score of at least 0.5.", result.Notes[0]);
    }

    [Fact]
    public async Task That_nothing_is_like_them_is_said()
    {
        await _workbench.AddSam3Async(new StubExemplars([250, 750, 300, 300], [1], WithWord: false));
        await using var segmenter = new AddedSegmenter(_workbench);
        using var result = await segmenter.SegmentAsync(new(ScoreThreshold: 0.97), new ExemplarsPrompt(Blue));

        Assert.Empty(result.Segments);
        Assert.Equal(["Nothing like the exemplars was found with a score of at least 0.97; the best score was 0.94."], result.Notes);
    }

    [Fact]
    public async Task They_do_not_go_with_a_list_of_words()
    {
        await _workbench.AddSam3Async();
        await using var segmenter = new AddedSegmenter(_workbench);

        var failure = await Assert.ThrowsAsync<InferenceException>(() => segmenter.SegmentAsync(new(), new TextPrompt("red, green", Exemplars: Blue)));

        Assert.Equal("Exemplars can accompany only one word or phrase, but 'red, green' was read as 'red' and 'green'.", failure.Message);
    }

    [Fact]
    public async Task An_export_with_room_for_one_takes_one_or_a_word()
    {
        await _workbench.AddSam3Async(new StubExemplars([250, 750, 300, 300], [1], WithWord: false), room: 1);
        await using var segmenter = new AddedSegmenter(_workbench);
        using var result = await segmenter.SegmentAsync(new(), new TextPrompt("painting"), new ExemplarsPrompt(Blue));

        var failure = await Assert.ThrowsAsync<InferenceException>(() => segmenter.SegmentAsync(new(), new ExemplarsPrompt([.. Blue, .. Blue])));

        Assert.Equal("exemplars", Assert.Single(result.Segments).Label);
        Assert.Equal("The export that was added as 'stub' takes 1 exemplar at most, not 2.", failure.Message);
    }

    [Fact]
    public async Task An_added_network_of_a_kind_that_takes_none_refuses_them()
    {
        await _workbench.AddAsync("clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        await using var segmenter = new AddedSegmenter(_workbench);

        var failure = await Assert.ThrowsAsync<InferenceException>(() => segmenter.SegmentAsync(new(), new TextPrompt("red", Exemplars: Blue)));

        Assert.Equal(Refusal, failure.Message);
    }

    [Fact]
    public void The_built_in_networks_refuse_them() =>
        Assert.Equal(Refusal, Assert.Throws<InferenceException>(() => PromptPlan.Make([new ExemplarsPrompt(Blue)], ClosedVocabulary.BuiltIn)).Message);

    public void Dispose() => _workbench.Dispose();
}
