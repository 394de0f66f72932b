using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Discs that go to the right, with a mask that goes with them or stays behind on the ground.</summary>
public sealed class GroundTests
{
    private const double Place = 130;
    private const double Step = 40;

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(30)]
    public void The_grounds_shift_is_the_cameras(int pan)
    {
        using var from = new Discs(Place, 90, 24).Draw();
        using var to = new Discs(Place + Step, 90, 24, pan).Draw();

        var (x, y) = Ground.FindShift(from, to);

        Assert.Equal((-pan, 0), ((int)Math.Round(x), (int)Math.Round(y)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void A_mask_that_slips_onto_the_ground_is_told_from_one_that_goes_with_the_disc(int pan)
    {
        var (before, after) = (new Discs(Place, 90, 24), new Discs(Place + Step, 90, 24, pan));
        using var from = before.Draw();
        using var to = after.Draw();
        var (known, shift) = (before.MaskAt(from), Ground.FindShift(from, to));

        Assert.False(Ground.IsAll(from, known, to, after.MaskAt(to), shift));
        Assert.True(Ground.IsAll(from, known, to, after.MaskAt(to, Place - Step), shift));
    }

    /// <summary>Little of the mask is new, though that is all ground.</summary>
    [Theory]
    [InlineData(3, false)]
    [InlineData(Step, true)]
    public void A_mask_that_wavers_on_what_stands_still_is_not_taken_for_the_ground(double off, bool isGround)
    {
        var still = new Discs(Place, 90, 24);
        using var from = still.Draw();
        using var to = still.Draw();

        Assert.Equal(isGround, Ground.IsAll(from, still.MaskAt(from), to, still.MaskAt(to, Place + off), (0, 0)));
    }

    /// <summary>Half of a still disc was covered, or only half of it in the mask.</summary>
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 9)]
    [InlineData(true, 9)]
    public void A_still_mask_that_becomes_complete_is_not_taken_for_the_ground(bool isCovered, int pan)
    {
        var (before, after) = (new Discs(Place, 90, 24) { IsHalfCovered = isCovered }, new Discs(Place - pan, 90, 24, pan));
        using var from = before.Draw();
        using var to = after.Draw();

        Assert.False(Ground.IsAll(from, before.MaskAt(from, half: true), to, after.MaskAt(to), (-pan, 0)));
    }

    /// <summary>It holds the place where the disc was, which has gone, and more.</summary>
    [Fact]
    public void A_mask_that_grows_where_the_disc_is_no_more_is_the_ground()
    {
        var (before, after) = (new Discs(Place, 90, 24), new Discs(Place + 100, 90, 24));
        using var from = before.Draw();
        using var to = after.Draw();

        Assert.True(Ground.IsAll(from, before.MaskAt(from), to, new Discs(Place + 9, 90, 33).MaskAt(to), (0, 0)));
    }

    /// <summary>A sliver of ground stays in the mask, as it was, and the mask spreads around it.</summary>
    [Theory]
    [InlineData(60, 0)]
    [InlineData(130, 0)]
    [InlineData(240, 0)]
    [InlineData(240, 9)]
    public void A_mask_of_ground_that_spreads_on_the_ground_is_the_ground(double place, int pan)
    {
        using var from = new Discs(Place + 60, 30, 24).Draw();
        using var to = new Discs(Place + 90, 30, 24, pan).Draw();

        Assert.True(Ground.IsAll(from, new Discs(place, 120, 24).MaskAt(from, half: true), to, new Discs(place - pan, 120, 24).MaskAt(to), (-pan, 0)));
    }

    /// <summary>The ground moves as nothing else does.</summary>
    [Fact]
    public void What_was_not_there_before_is_not_the_ground()
    {
        var (before, after) = (new Discs(Place, 90, 24), new Discs(Place, 90, 24, Pan: 60));
        using var from = before.Draw();
        using var to = after.Draw();

        Assert.False(Ground.IsAll(from, before.MaskAt(from), to, after.MaskAt(to, Place + Step), (0, 0)));
    }

    [Theory]
    [InlineData(24, 1)]
    [InlineData(27.4, 1.14)]
    [InlineData(31.2, 1.3)]
    [InlineData(19.2, 0.8)]
    public void What_comes_nearer_is_followed_as_it_grows(double radius, double scale)
    {
        var (before, after) = (new Discs(Place, 90, 24), new Discs(Place + 12, 86, radius));
        using var from = before.Draw();
        using var to = after.Draw();
        var inside = from.PixelsIn(before.MaskAt(from));
        var (x, y, _) = Motion.Find(from, inside, to, (0, 0));

        var motion = Motion.FindScale(from, inside, ((float)Place, 90), to, (x, y));

        Assert.Equal(scale, motion.Scale, 0.08);
        Assert.Equal(12, motion.X, 2.0);
        Assert.Equal(-4, motion.Y, 2.0);
    }
}
