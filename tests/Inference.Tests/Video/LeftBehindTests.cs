using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>A disc and a mask that was on it: half of the mask is left where the disc has gone, or all of it is still on the disc.</summary>
public sealed class LeftBehindTests
{
    private const double Place = 130;
    private const double Gone = 250;
    private const double Seconds = 0.2;

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(1, 9, true)]
    [InlineData(0.1, 0, false)]
    public void A_mask_that_keeps_to_the_ground_is_left_behind_if_it_moved_before(double pace, int pan, bool expected)
    {
        using var first = new Discs(Place, 90, 24).Draw();
        using var from = new Discs(Gone, 90, 24).Draw();
        using var to = new Discs(Gone, 90, 24, pan).Draw();
        var known = Known(new Discs(Place, 90, 24).MaskAt(first), new Discs(Gone, 90, 24).MaskAt(from, Place), pace);
        var followed = new Discs(Gone, 90, 24, pan).MaskAt(to, Place - pan);

        Assert.Equal(expected, LeftBehind.MayBe(known, from, followed, to, Ground.FindShift(from, to), Seconds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void What_stops_or_goes_on_in_sight_is_not(double step)
    {
        using var from = new Discs(Place, 90, 24).Draw();
        using var to = new Discs(Place + step, 90, 24).Draw();
        var sighting = new Discs(Place, 90, 24).MaskAt(from);

        Assert.False(LeftBehind.MayBe(Known(sighting, sighting, pace: 1), from, new Discs(Place + step, 90, 24).MaskAt(to), to, (0, 0), Seconds));
    }

    [Fact]
    public void A_part_that_goes_on_is_not_but_one_that_stands_still_is()
    {
        using var from = new Discs(Place, 90, 24).Draw();
        using var to = new Discs(Place + 20, 90, 24).Draw();
        var whole = new Discs(Place, 90, 24).MaskAt(from);
        var part = new Discs(Place, 90, 24).MaskAt(from, half: true);
        var known = Known(whole, part, pace: 1) with { UsualArea = 3 * part.Area };

        Assert.False(LeftBehind.MayBe(known, from, new Discs(Place + 20, 90, 24).MaskAt(to, half: true), to, (0, 0), Seconds));
        Assert.True(LeftBehind.MayBe(known, from, part, from, (0, 0), Seconds));
    }

    [Fact]
    public void A_mask_that_jumps_to_something_of_other_colors_may_be()
    {
        using var from = new Discs(Place, 90, 24).Draw();
        using var to = new Discs(Gone, 90, 24).Draw();
        var sighting = new Discs(Place, 90, 24).MaskAt(from);

        Assert.True(LeftBehind.MayBe(Known(sighting, sighting, pace: 0), from, new Discs(Gone, 90, 24).MaskAt(to, Place), to, (0, 0), Seconds));
    }

    /// <summary>What goes on slowly goes by less from one frame to the next, the more frames a second has. Its mask has shrunk to less than half.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(24, false)]
    public void What_goes_by_a_thirtieth_of_its_size_stands_still_only_if_the_next_frame_is_far(double fps, bool expected)
    {
        using var frame = new Discs(Place, 90, 24).Draw();
        var part = new Discs(Place, 90, 24).MaskAt(frame, half: true);
        var known = Known(new Discs(Place, 90, 24).MaskAt(frame), part, pace: 1) with { UsualArea = 3 * part.Area };
        var moved = new Discs(Place, 90, 24).MaskAt(frame, Place + Math.Round(0.03 * Math.Sqrt(known.UsualArea)), half: true);

        Assert.Equal(expected, LeftBehind.MayBe(known, frame, moved, frame, (0, 0), 1 / fps));
    }

    private static MarkState Known(Sighting first, Sighting last, double pace) => new(last, first.Appearance, 1, 0, 0, 0, null, last.Area, pace);
}
