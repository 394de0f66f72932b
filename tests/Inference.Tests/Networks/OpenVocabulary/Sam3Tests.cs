using SegFunctions.Contract;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Networks.Sam3;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Stubs of the three networks find nothing unless they get exactly the published input.</summary>
public sealed class Sam3Tests : IDisposable
{
    private readonly AddedWorkbench _workbench = new();

    [Theory]
    [InlineData("red", 0, 0)]
    [InlineData("green", 32, 0)]
    [InlineData("Blue", 0, 24)]
    [InlineData("white", 32, 24)]
    public async Task A_word_finds_the_mask_where_its_color_is(string word, int left, int top)
    {
        await _workbench.AddSam3Async();
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        var found = Assert.Single(network.Find(picture, [new(word)], CancellationToken.None));

        // The product of the sigmoids of 4 and 3.
        Assert.Equal(0.935441f, found.RawScore, 1e-4f);
        var mask = found.Map!.ToMask(64, 48, 0.5, 0.9);

        // Pixels at the seams of the quadrants become mixtures when enlarged, and match neither color.
        Assert.Equal(new PixelBox(left == 0 ? 0 : left + 1, top == 0 ? 0 : top + 1, 31, 23), mask.FindBox());
        Assert.Equal(31 * 23, mask.CountArea());
    }

    [Fact]
    public async Task Each_phrase_is_asked_for_by_itself_and_every_network_is_named()
    {
        await _workbench.AddSam3Async();
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        // The stub only knows texts of one word.
        var found = network.Find(picture, [new("blue"), new("big red"), new("green")], CancellationToken.None);

        Assert.Equal([0, 2], found.Select(find => find.Concept));
        Assert.Equal(3, network.Identities.Select(identity => identity.Sha256).Distinct().Count());
    }

    [Fact]
    public async Task Exemplars_alone_are_given_as_middles_and_sizes_with_their_labels_beside_an_empty_text()
    {
        await _workbench.AddSam3Async(new StubExemplars([250, 700, 300, 400, 775, 325, 450, 150], [1, 0], WithWord: false));
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        var found = Assert.Single(network.Find(picture, [new(string.Empty, [new(0.1, 0.5, 0.4, 0.9), new(0.55, 0.25, 1, 0.4, IsLike: false)])], CancellationToken.None));

        Assert.Equal(0.935441f, found.RawScore, 1e-4f);
        Assert.Equal(new PixelBox(0, 25, 31, 23), found.Map!.ToMask(64, 48, 0.5, 0.9).FindBox());
    }

    [Fact]
    public async Task Exemplars_go_beside_a_word()
    {
        await _workbench.AddSam3Async(new StubExemplars([500, 250, 1000, 500], [0], WithWord: true));
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        var found = network.Find(picture, [new("green", [new(0, 0, 1, 0.5, IsLike: false)]), new("red", [new(0, 0, 1, 0.5)]), new("red", [new(0, 0, 0.5, 0.5, IsLike: false)])], CancellationToken.None);

        Assert.Equal(0, Assert.Single(found).Concept);
    }

    [Fact]
    public void Of_more_finds_than_a_job_may_hold_the_likeliest_are_kept()
    {
        var found = Sam3Network.Likeliest([.. Enumerable.Range(0, 500).Select(phrase => new OpenFind(phrase, phrase / 500f))]);

        Assert.Equal(Enumerable.Range(100, 400), found.Select(find => find.Concept).Order());
    }

    public void Dispose() => _workbench.Dispose();
}
