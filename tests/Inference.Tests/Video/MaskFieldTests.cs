using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Video.Rendering;

namespace SegFunctions.Inference.Tests.Video;

public sealed class MaskFieldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Knows_how_far_a_place_is_from_a_discs_edge(int scale)
    {
        var (radius, middle) = (30 * scale, 60 * scale);
        var mask = new BinaryMask(120 * scale, 120 * scale);
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                mask[x, y] = double.Hypot(x + 0.5 - middle, y + 0.5 - middle) <= radius;
            }
        }

        var field = new MaskField(mask);

        foreach (var away in new[] { 10.0, 20, 27, 31 })
        {
            for (var angle = 0.0; angle < 6; angle += 0.5)
            {
                var (x, y) = (middle + (away * scale * Math.Cos(angle)), middle + (away * scale * Math.Sin(angle)));
                Assert.Equal((away - 30) * scale, field.At(x, y), 1.2 * Math.Max(1, field.Cell));
            }
        }
    }

    [Fact]
    public void Everything_far_away_is_outside()
    {
        var mask = new BinaryMask(100, 50);
        mask[20, 10] = true;
        var field = new MaskField(mask);

        Assert.True(field.At(20.5, 10.5) < 0);
        Assert.True(field.At(0, 0) > 1);
        Assert.True(field.At(99, 49) > 1);
        Assert.True(field.At(-500, 700) > 1);
    }
}
