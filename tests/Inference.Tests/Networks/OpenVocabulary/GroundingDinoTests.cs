using SegFunctions.Inference.Networks.GroundingDino;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>
/// A stub finds nothing unless it gets exactly the published input: size, proportions, normalization, mask and tokens. So a detection pins them all.
/// </summary>
public sealed class GroundingDinoTests : IDisposable
{
    // A picture of 64 × 48, scaled to a shorter side of 800.
    private const int Height = 800;
    private const int Width = 1066;

    private readonly AddedWorkbench _workbench = new();

    [Theory]
    [InlineData("red", 0)]
    [InlineData("green", 1)]
    [InlineData("blue", 2)]
    [InlineData("white", 3)]
    public async Task A_word_finds_the_box_where_its_color_is(string word, int quadrant)
    {
        var found = Assert.Single(await FindAsync(word));

        var box = StubExports.Boxes[quadrant];
        Assert.Equal(0.982014f, found.RawScore, 1e-3f);
        Assert.Equal((box[0] - (box[2] / 2)) * 64, found.Box.Left, 1e-3f);
        Assert.Equal((box[1] - (box[3] / 2)) * 48, found.Box.Top, 1e-3f);
        Assert.Equal((box[0] + (box[2] / 2)) * 64, found.Box.Right, 1e-3f);
        Assert.Equal((box[1] + (box[3] / 2)) * 48, found.Box.Bottom, 1e-3f);
    }

    [Fact]
    public async Task Each_of_several_phrases_has_its_own_finds()
    {
        var found = await FindAsync("blue", "xyz", "big green", "blues");

        // In phrases 2 and 3, the word is one of several tokens.
        Assert.Equal([(0, 0.2f * 64), (2, 0.7f * 64), (3, 0.2f * 64)], found.OrderBy(find => find.Concept).Select(find => (find.Concept, MathF.Round((find.Box.Left + find.Box.Right) / 2, 3))));
    }

    [Fact]
    public async Task What_a_picture_has_not_is_not_found() => Assert.Empty(await FindAsync("xyz"));

    [Fact]
    public async Task A_picture_in_other_proportions_is_not_given_in_those_of_another()
    {
        await _workbench.AddAsync("grounding-dino", StubExports.GroundingDino(Width, Height), StubExports.WordPieceTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        Assert.Empty(network.Find(picture, [new("red")], CancellationToken.None));
    }

    [Fact]
    public async Task A_phrase_has_at_most_a_hundred_finds()
    {
        const int Queries = 200;
        var graph = new StubGraph();
        graph.Input("pixel_values", ElementType.Float32, OnnxPort.Open, 3, OnnxPort.Open, OnnxPort.Open);
        graph.Input("pixel_mask", ElementType.Int64, OnnxPort.Open, OnnxPort.Open, OnnxPort.Open);
        foreach (var name in (string[])["input_ids", "token_type_ids", "attention_mask"])
        {
            graph.Input(name, ElementType.Int64, OnnxPort.Open, OnnxPort.Open);
        }

        // Side by side, one likelier than the other.
        graph.Output("logits", graph.Real([1, Queries, 256], [.. Enumerable.Range(0, Queries * 256).Select(i => i / 256 / 100f)]), ElementType.Float32, 1, Queries, 256);
        float[] boxes = [.. Enumerable.Range(0, Queries).SelectMany(query => (float[])[(query + 0.5f) / Queries, 0.5f, 1f / Queries, 1])];
        graph.Output("pred_boxes", graph.Real([1, Queries, 4], boxes), ElementType.Float32, 1, Queries, 4);
        await _workbench.AddAsync("grounding-dino", graph, StubExports.WordPieceTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        var found = network.Find(picture, [new("red"), new("blue")], CancellationToken.None);

        Assert.Equal([100, 100], found.CountBy(find => find.Concept).Select(phrase => phrase.Value));
        Assert.All(found, find => Assert.InRange(find.RawScore, 0.731f, 1));
    }

    /// <summary>Numbers from huggingface/transformers' <c>get_size_with_aspect_ratio</c>, computed with its Python code.</summary>
    [Theory]
    [InlineData(640, 480, 1066, 800)]
    [InlineData(480, 640, 800, 1066)]
    [InlineData(800, 800, 800, 800)]
    [InlineData(1920, 1080, 1333, 750)]
    [InlineData(3000, 300, 1333, 133)]
    [InlineData(1333, 749, 1333, 749)]
    [InlineData(1, 5000, 1, 1333)]
    public void A_picture_is_scaled_as_its_authors_do(int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), DinoSize.Of(width, height));

    [Fact]
    public void Phrases_are_written_with_periods_and_their_tokens_are_known()
    {
        var text = Assert.Single(TextOf().Write(["red", "big Café-blues", "¡!"]));

        // [CLS] red . big cafe - blue ##s . ¡ ! . [SEP]; the vocabulary lacks the last phrase's.
        Assert.Equal([2, 6, 5, 11, 12, 13, 8, 10, 5, 1, 1, 5, 3], text.Ids);
        Assert.Equal([(0, 1, 1), (1, 3, 5), (2, 9, 2)], text.Spans);
    }

    [Theory]
    [InlineData("red_blue", new long[] { 6, 1, 8 })]
    [InlineData("red+blue-$", new long[] { 6, 1, 8, 13, 1 })]
    [InlineData("[SEP] [mask]", new long[] { 1, 1, 1, 1, 1, 1 })]
    public void Every_mark_is_a_word_of_its_own_and_none_is_a_special_token(string phrase, long[] expected) =>
        Assert.Equal(expected, Assert.Single(TextOf().Write([phrase])).Ids.Skip(1).SkipLast(2));

    [Fact]
    public void What_is_too_long_for_one_text_is_written_in_several()
    {
        var texts = TextOf().Write([.. Enumerable.Range(0, 100).Select(_ => "red green"), string.Join(' ', Enumerable.Repeat("blue", 400))]).ToList();

        Assert.All(texts, text => Assert.InRange(text.Ids.Count, 3, 256));
        Assert.Equal(Enumerable.Range(0, 101), texts.SelectMany(text => text.Spans).Select(span => span.Phrase));
        Assert.All(texts, text => Assert.All(text.Spans, span => Assert.Equal(5, text.Ids[span.First + span.Count])));
    }

    public void Dispose() => _workbench.Dispose();

    private async Task<IReadOnlyList<OpenFind>> FindAsync(params string[] phrases)
    {
        await _workbench.AddAsync("grounding-dino", StubExports.GroundingDino(Height, Width), StubExports.WordPieceTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();
        return network.Find(picture, [.. phrases.Select(phrase => new Concept(phrase))], CancellationToken.None);
    }

    private static DinoText TextOf()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, StubExports.WordPieceTokenizer());
        var text = new DinoText(new BertWords(TokenizerJson.Read(path)));
        File.Delete(path);
        return text;
    }
}
