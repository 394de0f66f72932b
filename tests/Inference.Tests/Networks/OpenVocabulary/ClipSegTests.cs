using SegFunctions.Contract;
using SegFunctions.Inference.Networks.ClipSeg;
using SegFunctions.Inference.Networks.OpenVocabulary;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Models.Conversion;
using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.OpenVocabulary;

/// <summary>A stub finds nothing unless it gets exactly the published input.</summary>
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

        var found = Assert.Single(network.Find(picture, [new("xyz"), new(word)], CancellationToken.None), find => find.Concept == 1);

        Assert.Equal(0.982014f, found.RawScore, 1e-3f);
        var mask = found.Map!.ToMask(64, 48, 0.5, 0.98);

        // Pixels at the seams of the quadrants become mixtures when enlarged, and match neither color.
        Assert.Equal(new PixelBox(left == 0 ? 0 : left + 1, top == 0 ? 0 : top + 1, 31, 23), mask.FindBox());
        Assert.Equal(31 * 23, mask.CountArea());
    }

    [Fact]
    public async Task What_a_picture_has_not_is_told_with_how_faint_it_is()
    {
        await _workbench.AddAsync("clipseg", StubExports.ClipSeg(), StubExports.ClipTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        Assert.Equal(0, Assert.Single(network.Find(picture, [new("xyz")], CancellationToken.None)).RawScore);
    }

    /// <summary>A 4 × 4 map with a region of two cells, one of a single cell, and a faint cell. The numbers are from a calculator.</summary>
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

        var found = MapRegions.Find(map, 4, 7, 0.4).OrderBy(find => find.RawScore).ToList();

        Assert.Equal([7, 7], found.Select(find => find.Concept));
        Assert.Equal([0.831253f, 0.930509f], found.Select(find => find.RawScore), (a, b) => Math.Abs(a - b) < 1e-5);
        var masks = found.Select(find => find.Map!.ToMask(40, 80, 0.5, 0.8)).ToList();
        Assert.Equal(0, masks[0].CountCommon(masks[1]));
        Assert.True(masks[0][5, 10] && masks[1][35, 70]);
    }

    [Fact]
    public void A_faint_find_has_a_mask_where_it_is_likeliest()
    {
        float[] map = [-9, -9, -9, -1];

        var found = Assert.Single(MapRegions.Find(map, 2, 0, 0.5));
        var score = new ScoreCalibration(0.5).Calibrate(found.RawScore);
        var mask = found.Map!.ToMask(20, 20, 0.5, score);

        Assert.Equal(0.268941, score, 5);
        Assert.True(mask[19, 19]);
        Assert.False(mask[5, 5]);
    }

    /// <summary>A picture smaller than the map has no pixel for the lone cell at column and row 2: the average around it is below 0.</summary>
    [Fact]
    public void A_find_whose_peak_has_no_pixel_has_the_region_nearest_to_it()
    {
        float[] map = [.. Enumerable.Range(0, 64).Select(cell => (cell % 8, cell / 8) switch { (2, 2) => 1f, ( >= 6, <= 1) or ( >= 6, >= 6) => 5, _ => -9 })];

        var mask = new LogitMap(map, 8, (2, 2)).ToMask(4, 4, 0.5, 0.9);

        Assert.Equal(new PixelBox(3, 0, 1, 1), mask.FindBox());
        Assert.Equal(0, new LogitMap([-9, -9, -9, -9], 2, (1, 1)).ToMask(4, 4, 0.5, 0.9).CountArea());
    }

    [Fact]
    public async Task A_network_that_answers_with_no_map_is_at_fault()
    {
        var graph = new StubGraph();
        graph.Input("input_ids", ElementType.Int64, OnnxPort.Open, OnnxPort.Open);
        graph.Input("attention_mask", ElementType.Int64, OnnxPort.Open, OnnxPort.Open);
        graph.Input("pixel_values", ElementType.Float32, OnnxPort.Open, 3, 352, 352);
        await _workbench.AddAsync("clipseg", graph.Output("logits", graph.Real([1, 3], 1, 2, 3), ElementType.Float32, 1, 3), StubExports.ClipTokenizer());
        using var network = _workbench.Open();
        using var picture = AddedWorkbench.Quadrants();

        var exception = Assert.Throws<InferenceException>(() => network.Find(picture, [new("red")], CancellationToken.None));

        Assert.Equal("The network 'stub' returns 3 numbers for a phrase instead of a map of 352 × 352.", exception.Message);
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
