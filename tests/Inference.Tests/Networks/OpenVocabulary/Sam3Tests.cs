using SegFunctions.Contract;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>Stubs of the three networks answer with nothing unless they are given exactly the published input.</summary>
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

        var found = Assert.Single(network.Find(picture, [word], CancellationToken.None));

        // The sigmoids of 4 and 3, multiplied.
        Assert.Equal(0.935441f, found.RawScore, 1e-4f);
        var mask = found.Map!.ToMask(64, 48, 0.5, 0.9);

        // The pixels at the seams of the quadrants are mixtures once they are enlarged, which is neither color.
        Assert.Equal(new PixelBox(left == 0 ? 0 : left + 1, top == 0 ? 0 : top + 1, 31, 23), mask.FindBox());
        Assert.Equal(31 * 23, mask.CountArea());
    }

    [Fact]
    public async Task Each_phrase_is_asked_for_by_itself_and_every_network_is_named()
    {
        await _workbench.AddSam3Async();
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        // The stub knows texts of one word alone.
        var found = network.Find(picture, ["blue", "big red", "green"], CancellationToken.None);

        Assert.Equal([0, 2], found.Select(find => find.Phrase));
        Assert.Equal(3, network.Identities.Select(identity => identity.Sha256).Distinct().Count());
    }

    public void Dispose() => _workbench.Dispose();
}
