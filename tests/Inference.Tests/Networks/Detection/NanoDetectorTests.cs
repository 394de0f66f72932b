using SegFunctions.Inference.Networks.Detection;

namespace SegFunctions.Inference.Tests.Networks.Detection;

public sealed class NanoDetectorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(88)]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void The_mean_of_a_side_s_bins_depends_on_the_differences_of_their_logits_alone(float offset)
    {
        float[] logits = [offset, offset + 1, offset + 2, offset];
        var (one, two) = (MathF.E, MathF.E * MathF.E);

        var mean = NanoDetector.MeanBin(logits, new float[logits.Length]);

        Assert.Equal((one + (2 * two) + 3) / (2 + one + two), mean, 1e-5f);
    }
}
