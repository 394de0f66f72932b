using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Prompts;
using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Discs at the two ends of a stretch.</summary>
public sealed class CalmStretchTests : IDisposable
{
    private static readonly Clip Clip = new(
        Discs.Width, Discs.Height, 30, 20, null, 0, new ClipColors("bt709", null), new TickLength(1, 5), [.. Enumerable.Range(0, 100).Select(tick => (long)tick)], true,
        [.. Enumerable.Range(0, 100)], 10, 1, false);

    private readonly Thumbnail _frame = new Discs(100, 90, 20).Draw();

    private readonly Thumbnail _other = new Discs(250, 90, 20).Draw();

    public void Dispose()
    {
        _frame.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void What_goes_by_less_than_its_width_is_calm() => Assert.NotNull(CalmStretch.FindWays([See(100)], [See(125)]));

    [Fact]
    public void What_goes_farther_or_changes_its_size_is_not()
    {
        Assert.Null(CalmStretch.FindWays([See(100)], [See(138)]));
        Assert.Null(CalmStretch.FindWays([See(100)], [See(100, radius: 26)]));
    }

    [Fact]
    public void What_comes_or_leaves_is_not()
    {
        Assert.Null(CalmStretch.FindWays([], [See(100)]));
        Assert.Null(CalmStretch.FindWays([See(100)], []));
        Assert.Null(CalmStretch.FindWays([See(100)], [See(100, classId: 1)]));
    }

    [Fact]
    public void Two_are_calm_only_if_their_ways_do_not_touch()
    {
        Assert.NotNull(CalmStretch.FindWays([See(60), See(200)], [See(180), See(80)]));
        Assert.Null(CalmStretch.FindWays([See(60), See(120)], [See(85), See(95)]));
    }

    [Fact]
    public void What_is_hardly_seen_may_come_and_leave()
    {
        Assert.NotNull(CalmStretch.FindWays([See(100)], [See(100), See(130, score: 0.4)]));
        Assert.NotNull(CalmStretch.FindWays([See(100), See(130, score: 0.4)], [See(100)]));
    }

    /// <summary>Between two looks a score may fall below the limit of what is seen well.</summary>
    [Fact]
    public void What_is_seen_well_at_one_end_must_be_seen_at_the_other_too()
    {
        Assert.NotNull(CalmStretch.FindWays([See(100, score: 0.55)], [See(110, score: 0.4)]));
        Assert.NotNull(CalmStretch.FindWays([See(100, score: 0.4)], [See(110, score: 0.55)]));
        Assert.Null(CalmStretch.FindWays([See(100), See(110, score: 0.4)], [See(100), See(200, score: 0.55)]));
        Assert.Null(CalmStretch.FindWays([See(60), See(120, score: 0.4)], [See(85), See(95)]));
    }

    [Fact]
    public void What_is_calm_is_expected_to_go_straight()
    {
        var ways = CalmStretch.FindWays([See(60), See(200), See(20, score: 0.4)], [See(80), See(190)])!;

        Assert.Equal([new(45, 70, 86, 111), new(177.5f, 70, 218.5f, 111)], new CalmStretch(5, ways, [], () => [], _ => null).FindPlaces(0.25f));
        Assert.Empty(new CalmStretch(5, [], [], () => [], _ => null).FindPlaces(0.25f));
    }

    [Fact]
    public void What_two_words_name_has_one_place()
    {
        var ways = CalmStretch.FindWays([See(100), See(200), See(102, classId: 1)], [See(120), See(200), See(122, classId: 1)])!;

        Assert.Equal([new(180, 70, 221, 111), new(80, 70, 123, 111)], new CalmStretch(5, ways, [], () => [], _ => null).FindPlaces(0));
    }

    /// <summary>One goes to where the other was; in the last case both go to the same place.</summary>
    [Theory]
    [InlineData(85, 130, true)]
    [InlineData(78, 118, true)]
    [InlineData(78, 114, false)]
    public void One_may_follow_another_at_a_distance(double first, double second, bool isCalm) =>
        Assert.Equal(isCalm, CalmStretch.FindWays([See(60), See(103)], [See(first), See(second)]) is not null);

    [Fact]
    public void What_looks_otherwise_is_another_thing() =>
        Assert.Null(CalmStretch.FindWays([See(100)], [new KeyObject(0, 0.9, new Discs(100, 90, 20).MaskAt(_other))]));

    [Theory]
    [InlineData(104, 0.4, 250, 0.4, false)]
    [InlineData(104, 0.4, 250, 0.6, true)]
    [InlineData(140, 0.9, 250, 0.4, true)]
    [InlineData(104, 0.2, 250, 0.4, true)]
    public void A_glance_contradicts_if_it_shows_something_else_or_not_what_is_followed(double at, double score, double other, double otherScore, bool contradicts)
    {
        var calm = Calm(Glance(at, score), Glance(other, otherScore));
        var trail = new Trail(Clip, 0, See(100)) { StartsAs = 0 };
        trail.Add(4, See(104).Sighting);
        trail.Add(5, See(104).Sighting);

        Assert.Equal(contradicts, calm.Contradicts([trail], 5));
        Assert.False(calm.Contradicts([trail], 4));
    }

    [Theory]
    [InlineData(0.4, false)]
    [InlineData(0.6, true)]
    public void What_a_glance_shows_counts_as_all_views_show_it(double score, bool contradicts)
    {
        var looks = 0;
        var calm = new CalmStretch(5, [], [Glance(100, 0.9), Glance(250, 0.6)], () =>
        {
            looks++;
            return [Glance(100, 0.9), Glance(250, score)];
        }, _ => null);
        var trail = new Trail(Clip, 0, See(100));
        trail.Add(5, See(100).Sighting);

        Assert.Equal(contradicts, calm.Contradicts([trail], 5));
        Assert.Equal(1, looks);
    }

    /// <summary>A second box in what is followed: it may hold a part of that, or something before it.</summary>
    [Theory]
    [InlineData(250, 20, 0.9, 0.9, true)]
    [InlineData(100, 9, 0.9, 0.9, false)]
    [InlineData(100, 9, 0.55, 0.9, true)]
    [InlineData(100, 9, 0.4, 0.4, true)]
    public void A_part_of_what_is_followed_contradicts_nothing_unless_it_is_seen_better(double at, double radius, double whole, double score, bool contradicts)
    {
        IReadOnlyList<WordGlance> shown = [Glance(100, whole), new(0, 0.6, new BoxF(91, 81, 110, 100))];
        var calm = new CalmStretch(5, [], shown, () => shown, _ => new Discs(at, 90, radius).MaskAt(_frame).Mask);
        var trail = new Trail(Clip, 0, See(100, score: score));
        trail.Add(5, See(100).Sighting);

        Assert.Equal(contradicts, calm.Contradicts([trail], 5));
    }

    [Fact]
    public void All_views_are_not_looked_at_if_a_glance_contradicts_nothing()
    {
        var trail = new Trail(Clip, 0, See(100));
        trail.Add(5, See(100).Sighting);

        Assert.False(new CalmStretch(5, [], [Glance(100, 0.9)], () => throw new InvalidOperationException(), _ => null).Contradicts([trail], 5));
    }

    [Fact]
    public void A_glance_contradicts_if_what_it_shows_was_lost_before() =>
        Assert.True(Calm(Glance(100, 0.9)).Contradicts([new Trail(Clip, 0, See(100))], 5));

    [Fact]
    public void A_mask_is_carried_along_with_its_pixels()
    {
        using var next = new Discs(109, 86, 20).Draw();

        var carried = Follower.Carry(_frame, See(100).Sighting, next, (0, 0), (0, 0))!;

        Assert.InRange(carried.OverlapWith(new Discs(109, 86, 20).MaskAt(next)), 0.9, 1);
    }

    /// <summary>It is carried back to a frame in which it has not come yet.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_mask_is_not_carried_onto_bare_ground(int pan)
    {
        using var before = new Discs(280, 30, 20, pan).Draw();

        Assert.Null(Follower.Carry(_frame, See(100).Sighting, before, (0, 0), (-pan, 0)));
    }

    [Fact]
    public void Two_words_for_one_thing_are_calm()
    {
        Assert.NotNull(CalmStretch.FindWays([See(100), See(102, classId: 1)], [See(120), See(122, classId: 1)]));
        Assert.Null(CalmStretch.FindWays([See(100), See(102, classId: 1)], [See(120), See(135, classId: 1)]));
        Assert.Null(CalmStretch.FindWays([See(100), See(102)], [See(120), See(122)]));
    }

    [Fact]
    public void What_the_words_do_not_ask_for_with_its_score_contradicts_nothing()
    {
        var trail = new Trail(Clip, 0, See(100));
        trail.Add(5, See(100).Sighting);

        Assert.False(Calm(Glance(100, 0.6) with { IsAnswer = false }, Glance(250, 0.6) with { IsAnswer = false }).Contradicts([trail], 5));
    }

    private static CalmStretch Calm(params WordGlance[] shown) => new(5, [], shown, () => shown, _ => null);

    private static WordGlance Glance(double x, double score) => new(0, score, new BoxF((float)x - 20, 70, (float)x + 21, 111));

    private KeyObject See(double x, double radius = 20, int classId = 0, double score = 0.9) =>
        new(classId, score, new Sighting(new Discs(x, 90, radius).MaskAt(_frame).Mask, new Discs(100, 90, 20).MaskAt(_frame).Appearance));
}
