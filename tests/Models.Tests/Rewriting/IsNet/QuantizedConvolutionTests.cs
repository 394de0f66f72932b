using SegFunctions.Models.Rewriting.IsNet;

namespace SegFunctions.Models.Tests.Rewriting.IsNet;

public sealed class QuantizedConvolutionTests
{
    [Fact]
    public void Each_output_channel_has_a_scale_of_its_own()
    {
        var made = QuantizedConvolution.Of([0.63f, -0.3f, 0.02f, 6.3f, 1.04f, -6.3f], [0.1f, -2], step: 0.5f);

        Assert.Equal([63, -30, 2, 63, 10, -63], made.Weights);
        Assert.Equal([0.01f, 0.1f], made.Scales, (expected, actual) => Math.Abs(expected - actual) < 1e-7f);
        Assert.Equal([20, -40], made.Bias);
    }

    [Fact]
    public void A_channel_without_weights_keeps_its_bias()
    {
        var made = QuantizedConvolution.Of([0, 0], [3], step: 0.5f);

        Assert.Equal([0, 0], made.Weights);
        Assert.Equal(3, made.Bias[0] * made.Scales[0] * 0.5f);
    }

    [Fact]
    public void Two_products_never_overflow_16_bits()
    {
        var made = QuantizedConvolution.Of([.. Enumerable.Range(0, 1000).Select(i => MathF.Sin(i))], [0], step: 1);

        Assert.All(made.Weights, weight => Assert.InRange(2 * byte.MaxValue * weight, short.MinValue, short.MaxValue));
    }
}
