using SegFunctions.Inference.Tests.Video.Made;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>A mask of a disc, and a point on its right that is not on the object.</summary>
public sealed class CorrectionTests : IDisposable
{
    private const int Radius = 30;
    private const float Middle = 100;
    private const float Height = 90;

    private static readonly Discs Disc = new(Middle, Height, Radius);
    private static readonly (float X, float Y)[] OnRight = [(Middle + 25, Height)];

    private readonly Thumbnail _frame = Disc.Draw();

    private Sighting Known => Disc.MaskAt(_frame);

    public void Dispose() => _frame.Dispose();

    [Fact]
    public void A_mask_that_holds_the_point_still_or_is_larger_is_none()
    {
        Assert.True(Correction.IsCorrected(Disc.MaskAt(_frame, Middle - 10), Known, OnRight));
        Assert.False(Correction.IsCorrected(Known, Known, OnRight));
        Assert.False(Correction.IsCorrected((Disc with { Radius = 40 }).MaskAt(_frame, Middle - 30), Known, OnRight));
    }

    [Fact]
    public void The_half_away_from_the_point_is_left()
    {
        var anchor = Correction.FindAnchor(_frame, Known, Known.Edges, OnRight)!.Value;

        var left = Correction.TakeAway(_frame, Known, Known.Edges, anchor, OnRight)!;

        Assert.InRange(anchor.X, Middle - Radius, Middle);
        Assert.True(Correction.IsCorrected(left, Known, OnRight));
        Assert.Equal(left.Area, left.Mask.CountCommon(Known.Mask));
        Assert.InRange((double)left.Area / Known.Area, 0.4, 0.8);
    }

    /// <summary>More than half of the old mask, and the half that is farther from the point, would be outside.</summary>
    [Theory]
    [InlineData(240, 0)]
    [InlineData(0, 105)]
    public void What_goes_over_the_frames_edge_is_looked_for_inside(int right, int down)
    {
        var expected = Known.Edges.Offset(right, down);
        (float X, float Y)[] outside = [(right > 0 ? Discs.Width - 15 : Middle, down > 0 ? Discs.Height - 10 : Height)];

        var anchor = Correction.FindAnchor(_frame, Known, expected, outside)!.Value;

        Assert.InRange(anchor.X, 0, Discs.Width);
        Assert.InRange(anchor.Y, 0, Discs.Height);
        var left = Correction.TakeAway(_frame, Known, expected, anchor, outside)!;
        Assert.True(Correction.IsCorrected(left, Known, outside));
    }

    [Fact]
    public void Of_what_has_left_nothing_is_left() =>
        Assert.Null(Correction.FindAnchor(_frame, Known, Known.Edges.Offset(500, 0), OnRight));
}
