using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Decoding;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Trails from a key frame to one a second later.</summary>
public sealed class AgreementTests : IDisposable
{
    private const int Last = 5;

    private static readonly Clip Clip = new(
        Discs.Width, Discs.Height, 30, 20, null, 0, new ClipColors("bt709", null), new TickLength(1, 5), [.. Enumerable.Range(0, 100).Select(tick => (long)tick)], true,
        [.. Enumerable.Range(0, 100)], Last, 1, false);

    private readonly Thumbnail _frame = new Discs(100, 90, 20).Draw();

    public void Dispose() => _frame.Dispose();

    [Fact]
    public void What_is_followed_to_where_detectors_see_it_needs_no_other_look() =>
        Assert.True(Agreement.IsEnough([Followed(0, 102)], 0));

    [Fact]
    public void What_is_followed_beside_where_detectors_see_it_needs_one() =>
        Assert.False(Agreement.IsEnough([Followed(0, 112)], 0));

    [Fact]
    public void What_is_lost_on_its_way_needs_one_unless_it_was_at_the_frames_edge()
    {
        Assert.False(Agreement.IsEnough([Lost(100)], 0));
        Assert.True(Agreement.IsEnough([Lost(19)], 0));
    }

    [Fact]
    public void In_a_crowd_one_that_is_lost_needs_none() =>
        Assert.True(Agreement.IsEnough([Followed(0, 100), Followed(1, 100), Followed(2, 100), Lost(200)], 0));

    [Fact]
    public void What_is_lost_behind_another_needs_none()
    {
        Assert.True(Agreement.IsEnough([Lost(100), Followed(1, 120, at: 120)], 0));
        Assert.False(Agreement.IsEnough([Lost(100), Followed(1, 180, at: 180)], 0));
    }

    [Fact]
    public void What_is_never_seen_well_needs_none() =>
        Assert.True(Agreement.IsEnough([Lost(100, score: 0.4)], 0));

    [Fact]
    public void What_is_seen_faintly_at_one_end_needs_none_where_it_is_calm()
    {
        Assert.False(Agreement.IsEnough([Followed(0, 112, score: 0.4)], 0));
        Assert.True(Agreement.IsEnough([Followed(0, 112, score: 0.4)], 0, isCalm: true));
        Assert.False(Agreement.IsEnough([Followed(0, 112)], 0, isCalm: true));
        Assert.False(Agreement.IsEnough([Lost(100)], 0, isCalm: true));
    }

    [Fact]
    public void What_is_lost_on_its_way_is_told_before_the_end()
    {
        Assert.True(Agreement.IsOutOfReach([Lost(100)], 1, arrived: 1));
        Assert.False(Agreement.IsOutOfReach([Lost(100)], 0, arrived: 1));
        Assert.False(Agreement.IsOutOfReach([Lost(19)], 1, arrived: 1));
        Assert.False(Agreement.IsOutOfReach([Lost(100, score: 0.4)], 1, arrived: 1));
        Assert.False(Agreement.IsOutOfReach([Lost(100)], 1, arrived: 2));
        Assert.False(Agreement.IsOutOfReach([Lost(100), Followed(1, 120, at: 120)], 1, arrived: 0));
    }

    private Trail Followed(int index, double seenAt, double at = 100, double score = 0.9)
    {
        var trail = Lost(at, index, score);
        trail.Add(Last, See(at));
        trail.EndAs(index, Last, new KeyObject(0, 0.9, See(seenAt)));
        return trail;
    }

    private Trail Lost(double at, int index = 0, double score = 0.9) => new(Clip, 0, new KeyObject(0, score, See(at))) { StartsAs = index };

    private Sighting See(double x) => new Discs(x, 90, 20).MaskAt(_frame);
}
