using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>A disc that goes to the right, before ground that stands still or that the camera pans along.</summary>
public sealed class MoversTests
{
    private const double Place = 130;
    private const int Radius = 24;

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void What_moves_by_itself_has_a_box_around_it_where_it_is(int pan)
    {
        var boxes = Find(step: 60, pan);

        Assert.True(Assert.Single(boxes).OverlapWith(new BoxF((float)Place - Radius, 90 - Radius, (float)Place + Radius, 90 + Radius)) > 0.8f, boxes[0].ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void What_moves_with_the_ground_has_none(int pan) => Assert.Empty(Find(step: -pan, pan));

    [Fact]
    public void A_single_changed_pixel_has_none() => Assert.Empty(Find(step: 60, pan: 0, radius: 0.5));

    /// <summary>What one neighbor does not have may be ground that was just uncovered.</summary>
    [Fact]
    public void With_one_neighbor_nothing_is_told_apart()
    {
        using var before = new Discs(Place - 60, 90, Radius).Draw();
        using var frame = new Discs(Place, 90, Radius).Draw();

        Assert.Empty(Movers.Find(frame, [(before, (0, 0))]));
    }

    /// <summary>At a chunk's end both neighbors are before it.</summary>
    [Fact]
    public void Two_frames_before_it_tell_as_much()
    {
        using var first = new Discs(Place - 120, 90, Radius).Draw();
        using var second = new Discs(Place - 60, 90, Radius).Draw();
        using var frame = new Discs(Place, 90, Radius).Draw();

        var box = Assert.Single(Movers.Find(frame, [(second, (0, 0)), (first, (0, 0))]));

        Assert.Equal(Place, box.Middle.X, 3.0);
    }

    private static List<BoxF> Find(double step, int pan, double radius = Radius)
    {
        using var before = new Discs(Place - step, 90, radius).Draw();
        using var frame = new Discs(Place, 90, radius, pan).Draw();
        using var after = new Discs(Place + step, 90, radius, 2 * pan).Draw();
        return [.. Movers.Find(frame, [(before, Ground.FindShift(frame, before)), (after, Ground.FindShift(frame, after))])];
    }
}
