using SegFunctions.Contract;
using SegFunctions.Inference.Networks.ClipSeg;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>A stub answers with nothing unless it is given exactly the published input.</summary>
public sealed class ClipSegTests : IDisposable
{
    private readonly AddedWorkbench _workbench = new();

    [Theory]
    [InlineData("red", 0, 0)]
    [InlineData("green", 32, 0)]
    [InlineData("big blue", 0, 24)]
    [InlineData("WHITE", 32, 24)]
    public async Task A_word_finds_the_region_where_its_color_is(string word, int left, int top)
    {
        await _workbench.AddAsync("clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        var found = Assert.Single(network.Find(picture, ["xyz", word], CancellationToken.None), find => find.Phrase == 1);

        Assert.Equal(0.982014f, found.RawScore, 1e-3f);
        Assert.InRange(found.Box.Left, left - 1, left + 1);
        Assert.InRange(found.Box.Bottom, top + 23, top + 25);
        var mask = found.Map!.ToMask(64, 48, 0.5, 0.98);

        // The pixels at the seams of the quadrants are mixtures once they are enlarged, which is neither color.
        Assert.Equal(new PixelBox(left == 0 ? 0 : left + 1, top == 0 ? 0 : top + 1, 31, 23), mask.FindBox());
        Assert.Equal(31 * 23, mask.CountArea());
    }

    [Fact]
    public async Task What_a_picture_has_not_is_told_with_how_faint_it_is()
    {
        await _workbench.AddAsync("clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        Assert.Equal(0, Assert.Single(network.Find(picture, ["xyz"], CancellationToken.None)).RawScore);
    }

    /// <summary>A 4 × 4 map: a region of two cells, one of a single cell, and a faint cell. The numbers are of a calculator.</summary>
    [Fact]
    public void Each_connected_region_is_a_find_with_its_best_cell()
    {
        float[] map =
        [
            2, 1, -9, -9,
            -9, -9, -9, -1,
            -9, -9, -9, -9,
            -9, -9, -9, 3,
        ];

        var found = MapRegions.Find(map, 4, 7, 0.4, 40, 80).OrderBy(find => find.Box.Top).ToList();

        Assert.Equal([7, 7], found.Select(find => find.Phrase));
        Assert.Equal([0.831253f, 0.930509f], found.Select(find => find.RawScore), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal((0f, 0f, 20f, 20f), (found[0].Box.Left, found[0].Box.Top, found[0].Box.Right, found[0].Box.Bottom));
        Assert.Equal((30f, 60f, 40f, 80f), (found[1].Box.Left, found[1].Box.Top, found[1].Box.Right, found[1].Box.Bottom));
        var masks = found.Select(find => find.Map!.ToMask(40, 80, 0.5, 0.8)).ToList();
        Assert.Equal(0, masks[0].CountCommon(masks[1]));
        Assert.True(masks[0][5, 10] && masks[1][35, 70]);
    }

    [Fact]
    public void A_faint_find_has_a_mask_where_it_is_likeliest()
    {
        float[] map = [-9, -9, -9, -1];

        var found = Assert.Single(MapRegions.Find(map, 2, 0, 0.5, 20, 20));
        var score = new ScoreCalibration(0.5).Calibrate(found.RawScore);
        var mask = found.Map!.ToMask(20, 20, 0.5, score);

        Assert.Equal(0.268941, score, 5);
        Assert.True(mask[19, 19]);
        Assert.False(mask[5, 5]);
    }

    [Fact]
    public void Text_is_cut_off_and_its_ends_stay()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, StubExports.ClipTokenizer());
        var tokenizer = new ClipTokenizer(TokenizerJson.Read(path));
        File.Delete(path);

        Assert.Equal([0, 6, 2, 1], tokenizer.Encode("Big  RED", 77));
        Assert.Equal([0, 2, 2, 2, 1], tokenizer.Encode("red red red red red", 5));
    }

    public void Dispose() => _workbench.Dispose();
}
