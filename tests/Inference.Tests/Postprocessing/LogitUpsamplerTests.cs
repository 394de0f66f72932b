using SegFunctions.Inference.Postprocessing;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Tests.Postprocessing;

public sealed class LogitUpsamplerTests
{
    // Left half −2, right half +2.
    private static readonly float[] Logits = [-2, -2, 2, 2, -2, -2, 2, 2, -2, -2, 2, 2, -2, -2, 2, 2];

    [Fact]
    public void Cuts_a_ramp_between_two_cells_in_the_middle()
    {
        var mask = LogitUpsampler.Threshold(Logits, 4, Letterbox.Fit(8, 8, 1024), 0.5);

        Assert.Equal(Enumerable.Repeat("....####", 8), Drawing.Rows(mask));
    }

    [Theory]
    [InlineData(0.5, 32)]
    [InlineData(0.8, 24)]
    [InlineData(0.2, 40)]
    [InlineData(0.9, 0)]
    [InlineData(0.0, 64)]
    [InlineData(1.0, 0)]
    public void Takes_the_threshold_as_a_probability(double threshold, int area)
    {
        var mask = LogitUpsampler.Threshold(Logits, 4, Letterbox.Fit(8, 8, 1024), threshold);

        Assert.Equal(area, mask.CountArea());
    }

    [Fact]
    public void Leaves_the_padding_out()
    {
        // The picture fills the upper half of the square; only the lower half is set.
        float[] logits = [-9, -9, -9, -9, -9, -9, -9, -9, 9, 9, 9, 9, 9, 9, 9, 9];

        var mask = LogitUpsampler.Threshold(logits, 4, Letterbox.Fit(100, 49, 1024), 0.5);

        Assert.Equal((100, 49), (mask.Width, mask.Height));
        Assert.Equal(0, mask.CountArea());
    }
}
