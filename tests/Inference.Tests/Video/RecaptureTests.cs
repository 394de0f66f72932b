using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Where a lost object, and in which size, is looked for.</summary>
public sealed class RecaptureTests
{
    private const int Side = 100;

    private static readonly BoxF Whole = new(500, 100, 500 + Side, 100 + Side);

    [Theory]
    [InlineData(1.9f, true)]
    [InlineData(2.1f, false)]
    public void What_was_seen_whole_may_be_twice_as_large(float growth, bool isNear) =>
        Assert.Equal(isNear, Recapture.IsNear(Known(Whole), Whole, new BoxF(500, 100, 500 + (Side * growth), 100 + Side), 0));

    /// <summary>A tenth of it was seen last.</summary>
    [Fact]
    public void What_was_half_hidden_when_it_was_seen_last_may_come_back_whole()
    {
        var sliver = Whole with { Right = Whole.Left + (Side / 10) };

        Assert.True(Recapture.IsNear(Known(sliver, usualArea: Side * Side), sliver, Whole, 1));
        Assert.True(Recapture.IsNear(Known(sliver, usualArea: Side * Side), sliver, sliver, 1));
        Assert.False(Recapture.IsNear(Known(sliver), sliver, Whole, 1));
    }

    /// <summary>Three and a half of its widths farther, after two seconds.</summary>
    [Fact]
    public void What_was_half_hidden_may_have_gone_as_far_as_what_was_seen_whole()
    {
        var (sliver, farther) = (Whole with { Left = Whole.Right - (Side / 10) }, Whole.Offset(-350, 0));

        Assert.True(Recapture.IsNear(Known(Whole), Whole, farther, 2));
        Assert.True(Recapture.IsNear(Known(sliver, usualArea: Side * Side), sliver, farther, 2));
        Assert.False(Recapture.IsNear(Known(sliver, usualArea: Side * Side), sliver, farther, 0.2));
    }

    /// <summary>Then nothing of the box where it is expected is in the frame.</summary>
    [Fact]
    public void The_way_counts_as_much_for_what_has_left_the_frame()
    {
        var (known, away) = (Known(Whole), new BoxF(640, 100, 640, 200));

        Assert.Equal(
            Recapture.CostOf(known, known.Sighting, away.Including(600, 100).Including(680, 200), 1, []), Recapture.CostOf(known, known.Sighting, away, 1, []), 1e-6);
    }

    private static MarkState Known(BoxF box, double? usualArea = null)
    {
        var mask = new BinaryMask(640, 480);
        for (var y = (int)box.Top; y < (int)box.Bottom; y++)
        {
            mask.Fill(y, (int)box.Left, (int)box.Right, value: true);
        }

        var sighting = new Sighting(mask, new Appearance(new float[450]));
        return new MarkState(sighting, sighting.Appearance, 0, 0, 0, 0, null, usualArea ?? sighting.Area);
    }
}
