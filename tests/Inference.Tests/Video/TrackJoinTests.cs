using System.Diagnostics;
using SegFunctions.Contract;
using SegFunctions.Contract.Video;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Joins ends of tracklets into objects. Five frames per second, chunks of a second.</summary>
public sealed class TrackJoinTests
{
    private const int PerSecond = 5;

    private static readonly Clip Clip = new(
        640, 480, 30, 20, null, 0, new ClipColors("bt709", null), new TickLength(1, PerSecond), [.. Enumerable.Range(0, 100).Select(tick => (long)tick)], true,
        [.. Enumerable.Range(0, 100)], PerSecond, 1, false);

    private static readonly float[] Red = Look(0);
    private static readonly float[] Blue = Look(40);

    // Less like either than they are like each other, but not unlike them.
    private static readonly float[] HalfHidden = [.. Red.Zip(Blue, (red, blue) => (0.7f * red) + (0.3f * blue))];

    // More than it is wide and high, within a fifth of a second.
    private static readonly Tracklet[] Jumping = [At(0, 0, 0, 5, 150, 150, Red, startsAs: 0), At(1, 0, 6, 10, 320, 320, Red, endsAs: 0)];

    [Fact]
    public void Tracklets_of_one_detection_in_a_shared_frame_are_one_object()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0, endsAs: 2),
            At(1, 3, 5, 10, 150, 200, Red, startsAs: 2, endsAs: 1),
            At(2, 0, 10, 15, 200, 250, Red, startsAs: 1));

        Assert.Equal([0, 0, 0], objects);
    }

    [Fact]
    public void What_is_hidden_for_two_seconds_is_the_same_object_afterwards()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0),
            At(3, 0, 15, 20, 250, 300, Red, endsAs: 0));

        Assert.Equal([0, 0], objects);
    }

    [Fact]
    public void What_jumps_is_the_same_object_if_it_is_the_only_one_of_its_kind() =>
        Assert.Equal([0, 0], Join(Jumping));

    [Fact]
    public void What_jumps_may_be_another_object_if_there_is_one_beside_it() =>
        Assert.Equal([0, 2, 1], Join([.. Jumping, At(0, 1, 0, 10, 500, 500, Blue, startsAs: 1)]));

    [Fact]
    public void What_looks_otherwise_is_another_object_even_at_the_same_place()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0),
            At(1, 0, 6, 10, 160, 200, Blue, endsAs: 0));

        Assert.Equal([0, 1], objects);
    }

    [Fact]
    public void What_comes_back_after_long_is_another_object()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 100, Red, startsAs: 0),
            At(15, 0, 75, 80, 100, 100, Red, endsAs: 0));

        Assert.Equal([0, 1], objects);
    }

    [Fact]
    public void Two_that_cross_keep_their_colors_and_not_their_places()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 200, Red, startsAs: 0),
            At(0, 1, 0, 5, 300, 200, Blue, startsAs: 1),
            At(1, 0, 7, 10, 200, 100, Blue, endsAs: 0),
            At(1, 1, 7, 10, 200, 300, Red, endsAs: 1));

        Assert.Equal([0, 1, 1, 0], objects);
    }

    /// <summary>Each ends where the other one begins.</summary>
    [Fact]
    public void Two_that_look_alike_and_cross_go_on_as_they_went()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 180, Red, startsAs: 0),
            At(0, 1, 0, 5, 290, 210, Red, startsAs: 1),
            At(1, 0, 7, 10, 180, 120, Red, endsAs: 0),
            At(1, 1, 7, 10, 210, 270, Red, endsAs: 1));

        Assert.Equal([0, 1, 1, 0], objects);
    }

    /// <summary>The reason for colors: where the objects cross, the nearest box is the other one's.</summary>
    [Fact]
    public void A_matcher_by_overlap_alone_swaps_two_that_cross()
    {
        Tracklet[] before = [At(0, 0, 0, 5, 100, 200, Red), At(0, 1, 0, 5, 304, 204, Blue)];
        Tracklet[] after = [At(1, 0, 6, 10, 200, 100, Blue), At(1, 1, 6, 10, 204, 304, Red)];
        var byOverlap = before.Select(gone => after.Index().MinBy(come => Math.Abs(come.Item.Head.Box.X - gone.Tail.Box.X)).Index);

        Assert.Equal([0, 1], byOverlap);
        Assert.Equal([0, 1, 1, 0], Join([.. before, .. after]));
    }

    [Fact]
    public void What_is_seen_half_hidden_for_a_moment_while_an_object_is_away_is_that_object()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0),
            At(1, 0, 7, 9, 170, 190, HalfHidden),
            At(2, 0, 10, 15, 200, 250, Red, endsAs: 0));

        Assert.Equal([0, 0, 0], objects);
    }

    [Fact]
    public void What_looks_otherwise_while_an_object_is_away_is_another_one()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0),
            At(1, 0, 7, 9, 170, 190, Blue),
            At(2, 0, 10, 15, 200, 250, Red, endsAs: 0));

        Assert.Equal([0, 1, 0], objects);
    }

    /// <summary>It would be dropped together with what took it away: their mean is below an object's minimum.</summary>
    [Fact]
    public void What_comes_back_faintly_belongs_to_what_was_seen_well_even_if_something_faint_was_nearer()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0),
            At(0, 1, 0, 5, 150, 200, HalfHidden, score: 0.35),
            At(2, 0, 10, 15, 230, 250, HalfHidden, score: 0.45));

        Assert.Equal([0, -1, 0], objects);
    }

    [Fact]
    public void What_comes_faintly_right_where_an_object_goes_on_is_that_object_and_what_is_seen_well_beside_it_another_one()
    {
        var objects = Join(
            At(0, 0, 0, 5, 100, 150, Red, startsAs: 0),
            At(1, 0, 6, 11, 155, 205, Red, score: 0.45),
            At(1, 1, 8, 13, 230, 280, Red));

        Assert.Equal([0, 0, 1], objects);
    }

    [Fact]
    public void What_is_never_seen_well_is_no_object() =>
        Assert.Equal([-1, 0], Join(At(0, 0, 0, 5, 100, 150, Red, score: 0.49), At(0, 1, 0, 5, 400, 450, Red, score: 0.5)));

    [Fact]
    public void A_marked_object_stays_one_whatever_it_looks_like_and_whichever_way_it_is_followed()
    {
        var objects = Join(
            At(3, 0, 15, 20, 100, 150, Red, mode: VideoMode.Forward, marked: 0),
            At(9, 0, 45, 50, 500, 520, Blue, mode: VideoMode.Forward, marked: 0),
            At(0, 0, 0, 5, 300, 310, Blue, mode: VideoMode.Backward, marked: 0));

        Assert.Equal([0, 0, 0], objects);
    }

    [Fact]
    public void Two_seen_in_one_frame_only_are_two() =>
        Assert.Equal([0, 1, 0], Join(At(0, 0, 5, 5, 100, 100, Red), At(0, 1, 5, 5, 100, 100, Red), At(1, 0, 6, 10, 100, 100, Red)));

    /// <summary>A street in the largest clip; what is far apart in time costs next to nothing.</summary>
    [Fact]
    public void Thousands_are_joined_within_seconds()
    {
        const int Seconds = 1200;
        var clip = Clip with
        {
            Times = [.. Enumerable.Range(0, Seconds * PerSecond).Select(tick => (long)tick)],
            Samples = [.. Enumerable.Range(0, Seconds * PerSecond)],
        };
        Tracklet[] street =
        [
            .. Enumerable.Range(0, 3 * Seconds).Select(index => At(
                index / 3, index % 3, (index / 3 * PerSecond) + (index % 3), (index / 3 * PerSecond) + (index % 3) + 1, 37 * index % 600, 37 * index % 600, index % 2 == 0 ? Red : HalfHidden, score: 0.45)),
        ];
        var clock = Stopwatch.StartNew();

        _ = new TrackJoin(clip).Join(street, TestContext.Current.CancellationToken);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
    }

    [Fact]
    public void A_canceled_join_stops() =>
        Assert.Throws<OperationCanceledException>(() => new TrackJoin(Clip).Join(Jumping, new CancellationToken(canceled: true)));

    private static List<int> Join(params Tracklet[] tracklets)
    {
        var objects = new TrackJoin(Clip).Join(tracklets, TestContext.Current.CancellationToken);
        return [.. tracklets.Select(tracklet => objects.GetValueOrDefault(tracklet.Key, -1))];
    }

    private static Tracklet At(
        int chunk,
        int number,
        int first,
        int last,
        int fromX,
        int toX,
        float[] look,
        int? startsAs = null,
        int? endsAs = null,
        double score = 0.9,
        VideoMode mode = VideoMode.Words,
        int? marked = null)
    {
        var speed = (double)(toX - fromX) * PerSecond / Math.Max(1, last - first);
        return new Tracklet(
            new TrackletKey(mode, chunk, number),
            [0],
            "person",
            score,
            new TrackletEnd(first, startsAs, new PixelBox(fromX, 100, 40, 100), speed, 0),
            new TrackletEnd(last, endsAs, new PixelBox(toX, 100, 40, 100), speed, 0),
            look,
            marked);
    }

    private static float[] Look(int bin)
    {
        var look = new float[450];
        (look[bin], look[150 + bin], look[300 + bin]) = (1, 1, 1);
        return look;
    }
}
