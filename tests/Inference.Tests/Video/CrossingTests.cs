using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Video.Tracking;

namespace SegFunctions.Inference.Tests.Video;

/// <summary>Squares that come toward each other, of which one mask may come to lie on the other's.</summary>
public sealed class CrossingTests
{
    private const int Side = 100;

    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Masks_that_have_most_in_common_lie_on_one_thing(int apart, bool expected) => Assert.Equal(expected, Crossing.AreTogether(At(200), At(200 + apart)));

    [Theory]
    [InlineData(250, 250, 0)]
    [InlineData(300, 250, -1)]
    [InlineData(250, 300, 1)]
    [InlineData(255, 250, 0)]
    public void The_one_whose_mask_is_farther_from_its_way_is_astray(int expected, int itsExpected, int astray) =>
        Assert.Equal(astray, Crossing.FindAstray((At(expected).Edges, At(250)), (At(itsExpected).Edges, At(250))));

    [Fact]
    public void Only_what_was_apart_in_one_frame_crosses()
    {
        Assert.True(Crossing.WereApart(Known(100, sample: 3), Known(200, sample: 3)));
        Assert.False(Crossing.WereApart(Known(100, sample: 3), Known(120, sample: 3)));
        Assert.False(Crossing.WereApart(Known(100, sample: 3), Known(200, sample: 2)));
    }

    /// <summary>Their order says nothing of them: it is that in which they were marked, or, where a segment goes on from its neighbor's border, that of their numbers.</summary>
    [Fact]
    public void Three_on_one_thing_part_alike_before_and_after_a_border()
    {
        Dictionary<int, MarkState> before = new() { [2] = Known(100, 4), [3] = Known(230, 4), [1] = Known(360, 4) };
        Dictionary<int, MarkState> after = new() { [2] = Known(200, 5), [3] = Known(205, 5), [1] = Known(210, 5) };

        var (through, stored) = (Part(after, before), Part(MarkBorder.Of(5, after).ToStates(), MarkBorder.Of(4, before).ToStates()));

        Assert.All([1, 2, 3], number => Assert.Equal(
            (through[number].Sample, through[number].Crosses, through[number].SpeedX), (stored[number].Sample, stored[number].Crosses, stored[number].SpeedX)));
    }

    [Fact]
    public void The_one_that_is_lost_still_crosses_the_other_when_it_is_found_on_it_again()
    {
        Dictionary<int, MarkState> before = new() { [1] = Known(200, 4), [2] = Known(310, 4) };
        var lost = Part(new() { [1] = Known(200, 5), [2] = Known(205, 5) }, before)[2];
        var again = Part(new() { [1] = Known(200, 6), [2] = Known(205, 6) }, new() { [1] = Known(200, 5), [2] = lost })[2];

        Assert.Equal((4, 1), (lost.Sample, lost.Crosses));
        Assert.Equal((4, 1), (again.Sample, again.Crosses));
    }

    private static Dictionary<int, MarkState> Part(Dictionary<int, MarkState> after, Dictionary<int, MarkState> before)
    {
        var states = after.ToDictionary();
        Crossing.PartAll(states, before, after.Values.First().Sample, known => known.Sighting.Edges);
        return states;
    }

    private static MarkState Known(int left, int sample) => new(At(left), At(left).Appearance, sample, 0, 0, 0, null, Side * Side);

    private static Sighting At(int left)
    {
        var mask = new BinaryMask(640, 480);
        for (var y = 100; y < 100 + Side; y++)
        {
            mask.Fill(y, left, left + Side, value: true);
        }

        return new Sighting(mask, new Appearance(new float[450]));
    }
}
