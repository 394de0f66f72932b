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

    private static List<BoxF> Find(double step, int pan)
    {
        using var before = new Discs(Place - step, 90, Radius).Draw();
        using var frame = new Discs(Place, 90, Radius, pan).Draw();
        using var after = new Discs(Place + step, 90, Radius, 2 * pan).Draw();
        return [.. Movers.Find(frame, [(before, Ground.FindShift(frame, before)), (after, Ground.FindShift(frame, after))])];
    }
}
