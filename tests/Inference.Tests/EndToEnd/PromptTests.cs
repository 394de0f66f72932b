using SegFunctions.Contract;
using SegFunctions.Inference.Features;
using SegFunctions.Inference.Tests.Postprocessing;

namespace SegFunctions.Inference.Tests.EndToEnd;

/// <summary>All kinds of prompts, with the networks that users get. The big boat is around (0.56, 0.43).</summary>
public sealed class PromptTests(Workbench workbench)
{
    private static readonly PromptPoint OnTheBoat = new(0.56, 0.5);

    [Fact]
    public async Task A_box_gets_one_segment_that_stays_inside_it()
    {
        using var result = await SegmentAsync(new BoxPrompt(0.4, 0.15, 0.73, 0.7));

        var segment = Assert.Single(result.Segments);
        Assert.Equal((0, "box"), (segment.Prompt, segment.Label));
        Assert.InRange(segment.Box.X, 409, 600);
        Assert.InRange(segment.Box.X + segment.Box.Width, 600, 748);
        Assert.InRange(segment.Area, 30_000, 339 * 451);
        Assert.InRange(segment.Score, 0.5, 1);
    }

    [Fact]
    public async Task A_click_gets_the_object_at_it()
    {
        using var click = await SegmentAsync(new PointsPrompt([OnTheBoat]));
        using var box = await SegmentAsync(new BoxPrompt(0.4, 0.15, 0.73, 0.7));

        var segment = Assert.Single(click.Segments);
        Assert.True(segment.Mask[(int)(OnTheBoat.X * 1024), (int)(OnTheBoat.Y * 819)]);
        Assert.InRange(Drawing.Overlap(segment.Mask, box.Segments[0].Mask), 0.5, 1);
    }

    [Fact]
    public async Task The_candidates_for_a_click_follow_the_answer_from_the_part_to_the_whole()
    {
        using var click = await SegmentAsync(new PointsPrompt([OnTheBoat]));
        using var result = await SegmentAsync(new PointsPrompt([OnTheBoat], Candidates: true), new TextPrompt("boat"));

        var answers = result.Segments.TakeWhile(segment => segment.Candidate is null).ToList();
        var candidates = result.Segments.Skip(answers.Count).ToList();
        Assert.Equal(1, Drawing.Overlap(click.Segments[0].Mask, answers.Single(segment => segment.Prompt == 0).Mask));
        Assert.Equal([CandidateKind.Part, CandidateKind.Thing, CandidateKind.Whole], candidates.Select(segment => segment.Candidate!.Value));
        Assert.All(candidates, segment => Assert.Equal((0, "point"), (segment.Prompt, segment.Label)));
        Assert.True(candidates[0].Area < candidates[2].Area);
        Assert.Equal(answers, result.Answers);
    }

    [Fact]
    public async Task Every_segment_says_how_well_it_likely_fits()
    {
        using var result = await SegmentAsync(
            new BoxPrompt(0.4, 0.15, 0.73, 0.7), new PointsPrompt([OnTheBoat], Candidates: true), new PointsPrompt([OnTheBoat, new(0.5, 0.62)]), new TextPrompt("boat"), new SubjectPrompt());

        Assert.All(result.Segments, segment => Assert.InRange(segment.Quality!.Value, 0.05, 0.98));
        Assert.True(result.Segments.Select(segment => segment.Quality).Distinct().Count() > 4);
    }

    [Fact]
    public async Task A_background_point_is_outside_and_the_foreground_points_inside()
    {
        var background = new PromptPoint(0.1, 0.9, Foreground: false);
        using var result = await SegmentAsync(new PointsPrompt([OnTheBoat, background]));

        var mask = Assert.Single(result.Segments).Mask;
        Assert.True(mask[(int)(OnTheBoat.X * 1024), (int)(OnTheBoat.Y * 819)]);
        Assert.False(mask[(int)(background.X * 1024), (int)(background.Y * 819)]);
    }

    [Fact]
    public async Task A_double_click_means_what_the_click_means()
    {
        using var click = await SegmentAsync(new PointsPrompt([OnTheBoat]));
        using var twice = await SegmentAsync(new PointsPrompt([OnTheBoat, OnTheBoat]));
        using var nearly = await SegmentAsync(new PointsPrompt([OnTheBoat, OnTheBoat with { X = OnTheBoat.X + 0.002 }]));

        Assert.All([twice, nearly], result => Assert.Equal(1, Drawing.Overlap(click.Segments[0].Mask, result.Segments[0].Mask)));
    }

    [Fact]
    public async Task A_background_point_that_says_nothing_new_changes_nothing()
    {
        using var click = await SegmentAsync(new PointsPrompt([OnTheBoat]));
        using var result = await SegmentAsync(new PointsPrompt([OnTheBoat, new PromptPoint(0.99, 0.99, Foreground: false)]));

        Assert.Equal(1, Drawing.Overlap(click.Segments[0].Mask, result.Segments[0].Mask));
    }

    [Fact]
    public async Task A_background_point_on_what_the_click_alone_gets_changes_the_mask()
    {
        using var click = await SegmentAsync(new PointsPrompt([OnTheBoat]));
        var mask = click.Segments[0].Mask;
        var box = mask.FindBox()!;
        var row = box.Y + (box.Height / 4);
        var column = Enumerable.Range(0, 1024).First(x => mask[x, row]) + 3;
        var background = new PromptPoint((column + 0.5) / 1024, (row + 0.5) / 819, Foreground: false);
        using var result = await SegmentAsync(new PointsPrompt([OnTheBoat, background]));

        Assert.NotEqual(1, Drawing.Overlap(mask, result.Segments[0].Mask));
    }

    [Fact]
    public async Task Each_segment_says_which_prompt_it_answers()
    {
        using var result = await SegmentAsync(
            new BoxPrompt(0.4, 0.15, 0.73, 0.7, [OnTheBoat]), new TextPrompt("boat"), new PointsPrompt([OnTheBoat]), new SubjectPrompt());

        var byPrompt = result.Segments.ToLookup(segment => segment.Prompt, segment => segment.Label);
        Assert.Equal(["box"], byPrompt[0]);
        Assert.All(byPrompt[1], label => Assert.Equal("boat", label));
        Assert.NotEmpty(byPrompt[1]);
        Assert.Equal(["point"], byPrompt[2]);
        Assert.Equal(["subject"], byPrompt[3]);
        Assert.Equal(result.Segments.OrderByDescending(segment => segment.Score), result.Segments);
    }

    [Fact]
    public async Task A_negative_word_takes_its_pixels_from_every_segment()
    {
        var box = new BoxPrompt(0.1, 0.1, 0.95, 0.95);
        using var boats = await SegmentAsync(new TextPrompt("boat"));
        using var without = await SegmentAsync(box, new TextPrompt("boat", Negative: true), new TextPrompt("unicorn", Negative: true));

        var excluded = Drawing.Union(boats.Segments.Select(segment => segment.Mask));
        Assert.All(without.Segments, segment => Assert.Equal(0, segment.Mask.CountCommon(excluded)));
        Assert.Equal(["unicorn"], without.UnansweredPrompts);
        Assert.Contains($"'boat' was found {boats.Segments.Count} times; its pixels are in no mask.", without.Notes);
    }

    [Fact]
    public async Task Says_of_a_negative_that_is_not_there_that_nothing_was_taken_out()
    {
        using var result = await SegmentAsync(new TextPrompt("boat"), new TextPrompt("giraffe", Negative: true));

        Assert.Equal(["No 'giraffe' was found with a score of at least 0.5, so nothing was excluded."], result.Notes);
    }

    [Fact]
    public async Task A_list_of_words_is_answered_by_each_of_them()
    {
        using var list = await SegmentAsync(new TextPrompt("boat, person"));
        using var apart = await SegmentAsync(new TextPrompt("boat"), new TextPrompt("person"));

        Assert.Equal(apart.Segments.Select(segment => (segment.Label, segment.Box)), list.Segments.Select(segment => (segment.Label, segment.Box)));
        Assert.All(list.Segments, segment => Assert.Equal(0, segment.Prompt));
        Assert.Equal(["'boat, person' was read as 'boat' and 'person'."], list.Notes);
    }

    [Fact]
    public async Task Says_which_word_of_several_was_not_found_and_at_which_threshold()
    {
        using var result = await workbench.Remembering.SegmentAsync(
            await workbench.BoatsPhoto,
            [new TextPrompt("boat and giraffe"), new TextPrompt("person")],
            new InferenceOptions(ScoreThreshold: 0.9),
            TestContext.Current.CancellationToken);

        Assert.Equal("'boat and giraffe' was read as 'boat' and 'giraffe'.", result.Notes[0]);
        Assert.StartsWith("No 'boat' was found with a score of at least 0.9; the best score was 0.7", result.Notes[1], StringComparison.Ordinal);
        Assert.Equal("No 'giraffe' was found with a score of at least 0.9.", result.Notes[2]);
        Assert.StartsWith("No 'person' was found with a score of at least 0.9; the best score was 0.81", result.Notes[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_in_which_something_must_be_found_and_is_not_fails_with_the_words()
    {
        var failure = await Assert.ThrowsAsync<InferenceException>(async () => await workbench.Segmenter.SegmentAsync(
            await workbench.BoatsPhoto,
            [new TextPrompt("giraffe"), new TextPrompt("unicorn")],
            new InferenceOptions(MustFind: true),
            TestContext.Current.CancellationToken));

        Assert.Equal(InferenceErrorCode.NothingFound, failure.Code);
        Assert.Equal("'unicorn' is not a word that the detectors know. It was ignored. No 'giraffe' was found with a score of at least 0.5.", failure.Message);
    }

    [Fact]
    public async Task The_subject_needs_no_other_network()
    {
        using var result = await SegmentAsync(workbench.Segmenter, new SubjectPrompt());

        Assert.Equal(["isnet"], result.Provenance.Models.Select(model => model.Name));
        Assert.Null(result.Provenance.Embedding);
        Assert.InRange(Assert.Single(result.Segments).Area, 1_000, 1024 * 819 / 2);
    }

    [Fact]
    public async Task A_subject_is_looked_for_in_a_part_of_the_picture_alone()
    {
        PictureLength zero = new(0, true), all = new(100, true);
        using var whole = await SegmentAsync(workbench.Segmenter, new SubjectPrompt(new PictureRegion(zero, zero, all, all)));
        using var same = await SegmentAsync(workbench.Segmenter, new SubjectPrompt());
        using var part = await SegmentAsync(new SubjectPrompt(new PictureRegion(new(40, true), new(120, false), new(73, true), new(570, false))));

        Assert.Equal(1, Drawing.Overlap(whole.Segments[0].Mask, same.Segments[0].Mask));
        var segment = Assert.Single(part.Segments);
        Assert.Equal((1024, 819), (segment.Mask.Width, segment.Mask.Height));
        Assert.True(segment.Box.X >= 410 && segment.Box.Y >= 120 && segment.Box.X + segment.Box.Width <= 748 && segment.Box.Y + segment.Box.Height <= 570, $"{segment.Box}");
        Assert.InRange(segment.Area, 5_000, 338 * 450);
    }

    [Fact]
    public async Task A_part_that_is_outside_of_the_picture_has_no_subject()
    {
        var outside = new PictureRegion(new(2000, false), new(0, false), new(3000, false), new(100, false));
        using var result = await SegmentAsync(new SubjectPrompt(outside));

        Assert.Empty(result.Segments);
    }

    [Fact]
    public async Task A_second_prompt_on_a_picture_skips_the_encoder_and_answers_the_same()
    {
        var store = new RememberedFeatures();
        await using var first = workbench.CreateSegmenter(new FeatureCache(16 << 20, store));
        await using var other = workbench.CreateSegmenter(new FeatureCache(16 << 20, store));
        var sources = new List<EmbeddingSource?>();
        var areas = new List<int>();
        foreach (var segmenter in new[] { first, first, other })
        {
            using var result = await segmenter.SegmentAsync(
                await workbench.BoatsPhoto, [new PointsPrompt([OnTheBoat])], new InferenceOptions(), TestContext.Current.CancellationToken);
            sources.Add(result.Provenance.Embedding);
            areas.Add(result.Segments[0].Area);
        }

        Assert.Equal([EmbeddingSource.Encoder, EmbeddingSource.Memory, EmbeddingSource.Store], sources);
        Assert.Single(areas.Distinct());
    }

    [Fact]
    public async Task The_same_subject_on_a_picture_skips_the_network_and_answers_the_same()
    {
        var store = new RememberedFeatures();
        await using var first = workbench.CreateSegmenter(new FeatureCache(16 << 20, store));
        await using var other = workbench.CreateSegmenter(new FeatureCache(16 << 20, store));
        var (milliseconds, mattes) = (new List<double>(), new List<byte[]>());
        foreach (var segmenter in new[] { first, first, other })
        {
            using var result = await segmenter.SegmentAsync(
                await workbench.BoatsPhoto, [new SubjectPrompt()], new InferenceOptions(), TestContext.Current.CancellationToken);
            milliseconds.Add(result.Provenance.StageMilliseconds["matte"]);
            mattes.Add(result.Segments[0].Matte!.Image.WriteToMemory<byte>());
            Assert.Equal(["isnet"], result.Provenance.Models.Select(model => model.Name));
        }

        Assert.All(mattes, matte => Assert.Equal(mattes[0], matte));
        Assert.All(milliseconds.Skip(1), later => Assert.InRange(later, 0, milliseconds[0] / 4));
    }

    [Fact]
    public async Task A_box_on_something_small_is_looked_at_from_near_and_the_next_one_there_skips_the_encoder()
    {
        await using var segmenter = workbench.CreateSegmenter(new FeatureCache(16 << 20, new NoFeatureStore()));
        BoxPrompt small = new(0.42, 0.3, 0.62, 0.6), nearby = new(0.5, 0.4, 0.6, 0.6), large = new(0.4, 0.15, 0.73, 0.7);
        var sources = new List<EmbeddingSource?>();
        foreach (var prompts in new Prompt[][] { [small], [nearby], [small, large], [small, large] })
        {
            using var result = await segmenter.SegmentAsync(
                await workbench.BoatsPhoto, prompts, new InferenceOptions(), TestContext.Current.CancellationToken);
            sources.Add(result.Provenance.Embedding);
            var found = result.Segments.First(segment => segment.Prompt == 0);
            Assert.True(found.Box.X >= 0.42 * 1024 - 1 && found.Box.X + found.Box.Width <= 0.62 * 1024 + 1, found.Box.ToString());
            Assert.Equal((1024, 819), (found.Mask.Width, found.Mask.Height));
        }

        Assert.Equal([EmbeddingSource.Encoder, EmbeddingSource.Memory, EmbeddingSource.Encoder, EmbeddingSource.Memory], sources);
    }

    [Fact]
    public async Task Edges_move_by_the_offset_and_a_moved_edge_has_no_matte_of_the_networks()
    {
        var photo = await workbench.BoatsPhoto;
        var areas = new List<int>();
        foreach (var offset in new[] { -4.0, 0, 4 })
        {
            using var result = await workbench.Remembering.SegmentAsync(
                photo, [new SubjectPrompt()], new InferenceOptions(EdgeOffset: offset), TestContext.Current.CancellationToken);
            areas.Add(result.Segments[0].Area);
            Assert.Equal(offset == 0, result.Segments[0].Matte is not null);
        }

        Assert.Equal(areas.Order(), areas);
        Assert.Equal(3, areas.Distinct().Count());
    }

    private Task<SegmentationResult> SegmentAsync(params Prompt[] prompts) => SegmentAsync(workbench.Remembering, prompts);

    private async Task<SegmentationResult> SegmentAsync(Segmenter segmenter, params Prompt[] prompts) => await segmenter.SegmentAsync(
        await workbench.BoatsPhoto, prompts, new InferenceOptions(), TestContext.Current.CancellationToken);
}
