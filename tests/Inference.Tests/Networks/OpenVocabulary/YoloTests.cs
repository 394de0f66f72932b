using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Networks.Yolo;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Catalogue.Exports;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Stubs of both kinds find nothing unless they get exactly the published input.</summary>
public sealed class YoloTests : IDisposable
{
    private readonly AddedWorkbench _workbench = new();

    public static MatrixTheoryData<string, string> KindsAndWords { get; } = new(["yolo-world", "yoloe", "yolo-words"], ["red", "green", "Blue", "white"]);

    [Theory]
    [MemberData(nameof(KindsAndWords))]
    public async Task A_word_finds_the_box_where_its_color_is(string kind, string word)
    {
        var found = Assert.Single(await FindAsync(kind, "xyz", word));

        var box = StubExports.Boxes[StubExports.Colors.Keys.ToList().FindIndex(color => color.Equals(word, StringComparison.OrdinalIgnoreCase))];
        Assert.Equal((1, 0.8f), (found.Concept, MathF.Round(found.RawScore, 2)));
        Assert.Equal((box[0] - (box[2] / 2)) * 64, found.Box.Left, 1e-3f);
        Assert.Equal((box[1] - (box[3] / 2)) * 48, found.Box.Top, 1e-3f);
        Assert.Equal((box[0] + (box[2] / 2)) * 64, found.Box.Right, 1e-3f);
        Assert.Equal((box[1] + (box[3] / 2)) * 48, found.Box.Bottom, 1e-3f);
    }

    [Theory]
    [InlineData("yoloe", "red", 0, 0)]
    [InlineData("yoloe", "green", 32, 0)]
    [InlineData("yoloe", "blue", 0, 24)]
    [InlineData("yoloe", "white", 32, 24)]
    [InlineData("yolo-words", "green", 32, 0)]
    [InlineData("yolo-words", "blue", 0, 24)]
    public async Task Yoloe_has_a_mask_of_its_own(string kind, string word, int left, int top)
    {
        var found = Assert.Single(await FindAsync(kind, word));

        var mask = found.Map!.ToMask(64, 48, 0.5, 0.9);
        var box = mask.FindBox()!;

        // Pixels at the seams of the quadrants become mixtures when enlarged.
        Assert.Equal((left, top), (box.X / 2 * 2, box.Y / 2 * 2));
        Assert.InRange(box.Width, 30, 32);
        Assert.InRange(box.Height, 22, 24);
        Assert.Equal(box.Width * box.Height, mask.CountArea());
    }

    [Theory]
    [InlineData("yolo-world")]
    [InlineData("yoloe")]
    public async Task More_phrases_than_fit_into_one_run_are_asked_for_in_several(string kind)
    {
        var found = await FindAsync(kind, [.. Enumerable.Range(0, 90).Select(i => $"x{i}"), "green", "blue"]);

        Assert.Equal([90, 91], found.Select(find => find.Concept).Order());
    }

    [Theory]
    [InlineData("yolo-world")]
    [InlineData("yoloe")]
    public async Task Every_network_is_named(string kind)
    {
        await AddAsync(kind);
        using var network = _workbench.Open();

        Assert.Equal(2, network.Identities.Select(identity => identity.Sha256).Distinct().Count());
    }

    [Fact]
    public async Task Words_that_are_built_in_are_the_only_ones_that_are_known()
    {
        await AddAsync("yolo-words");
        var vocabulary = IVocabulary.For(ModelChoice.Of(_workbench.Load(), text: AddedWorkbench.Name));

        Assert.Equal(["red", "Blue"], vocabulary.Read("red, Blue")!.Select(phrase => phrase.Text));
        Assert.Null(vocabulary.Read("red, painting"));
        Assert.Equal(["blue"], vocabulary.FindNearest("pale blue"));
        Assert.Equal("they know the 5 words of their own list", vocabulary.Scope);
    }

    /// <summary>The picture of 2 : 1 is the middle half of the square; the map's rows give their positions, in pixels of the square.</summary>
    [Fact]
    public void The_picture_s_part_of_a_map_is_stretched_over_all_of_it()
    {
        var place = new YoloPlace(InputView.Fit(new PixelBox(0, 0, 200, 100), 640), 0, 160);
        float[] map = [.. Enumerable.Range(0, 160 * 160).Select(cell => ((cell / 160) + 0.5f) * 4)];

        var stretched = place.Stretch(map, 160);

        Assert.Equal(161, stretched[0], 1e-3f);
        Assert.Equal(319, stretched[(79 * 160) + 5], 1e-3f);
        Assert.Equal(479, stretched[^1], 1e-3f);
    }

    [Fact]
    public void Maps_of_thousands_of_finds_are_made_when_a_mask_is_wanted_alone()
    {
        const int Anchors = 100;
        const int Phrases = 50;
        var rows = new float[(4 + YoloeModel.MostTexts + YoloeModel.Coefficients) * Anchors];
        for (var anchor = 0; anchor < Anchors; anchor++)
        {
            (rows[anchor], rows[Anchors + anchor]) = (32 + (anchor % 10 * 64), 32 + (anchor / 10 * 64));
            rows[(2 * Anchors) + anchor] = rows[(3 * Anchors) + anchor] = 40;
            for (var phrase = 0; phrase < Phrases; phrase++)
            {
                rows[((4 + phrase) * Anchors) + anchor] = 0.5f;
            }

            rows[((4 + YoloeModel.MostTexts + 3) * Anchors) + anchor] = anchor;
        }

        float[] protos = [.. Enumerable.Range(0, YoloeModel.Coefficients * YoloeModel.MapSide * YoloeModel.MapSide).Select(cell => cell / (YoloeModel.MapSide * YoloeModel.MapSide) == 3 ? 0.5f : 7)];
        var place = new YoloPlace(InputView.Stretch(new PixelBox(0, 0, 640, 640), 640), 0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var found = YoloeOutput.Find(rows, protos, YoloeModel.MostTexts, Enumerable.Range(0, Phrases).Select(phrase => (phrase, phrase)), place);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Anchors * Phrases, found.Count);
        Assert.InRange(taken, 0, 32 << 20);

        // Each has its own anchor's coefficient of the fourth part: half the anchor's number.
        Assert.Equal(Enumerable.Range(0, Anchors).Select(anchor => anchor / 2f), found.Where(find => find.Concept == 7).Select(find => find.Map!.Logits[1234]).Order());
    }

    public void Dispose() => _workbench.Dispose();

    private Task AddAsync(string kind) => _workbench.AddAsync(kind, kind switch { "yoloe" => YoloStubs.Yoloe(), "yolo-words" => YoloStubs.Words(), _ => YoloStubs.World() });

    private async Task<IReadOnlyList<OpenFind>> FindAsync(string kind, params string[] phrases)
    {
        await AddAsync(kind);
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();
        return network.Find(picture, [.. phrases.Select(phrase => new Concept(phrase))], CancellationToken.None);
    }
}
