using SegFunctions.Inference.Pictures;
using SegFunctions.Inference.Postprocessing;

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

    [Theory]
    [InlineData(640, 427, 0.5)]
    [InlineData(300, 1000, 0.7)]
    [InlineData(64, 64, 0.3)]
    [InlineData(1, 5, 0.5)]
    [InlineData(33, 1, 0.5)]
    public void Agrees_with_bilinear_interpolation_pixel_by_pixel(int width, int height, double threshold)
    {
        const int Side = 16;
        var random = new Random(width);
        var logits = Enumerable.Range(0, Side * Side).Select(_ => (float)((random.NextDouble() * 8) - 4)).ToArray();
        var letterbox = Letterbox.Fit(width, height, 1024);

        var mask = LogitUpsampler.Threshold(logits, Side, letterbox, threshold);

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var logit = Interpolate(logits, Side, Position(x, letterbox.ScaleX), Position(y, letterbox.ScaleY));
                var margin = logit - Math.Log(threshold / (1 - threshold));
                Assert.True(Math.Abs(margin) < 1e-4 || mask[x, y] == margin > 0, $"({x}, {y}) is {mask[x, y]} at {logit}.");
            }
        }

        double Position(int pixel, double scale) => Math.Clamp(((pixel + 0.5) * scale * Side / letterbox.Side) - 0.5, 0, Side - 1);
    }

    private static double Interpolate(float[] logits, int side, double x, double y)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, side - 1), Math.Min(top + 1, side - 1));
        return Between(
            Between(logits[(top * side) + left], logits[(top * side) + right], x - left),
            Between(logits[(bottom * side) + left], logits[(bottom * side) + right], x - left),
            y - top);

        static double Between(double from, double to, double part) => from + ((to - from) * part);
    }
}
