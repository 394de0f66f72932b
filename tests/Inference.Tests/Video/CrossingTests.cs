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
