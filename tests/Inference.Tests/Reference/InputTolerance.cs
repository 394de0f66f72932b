namespace SegFunctions.Inference.Tests.Reference;

/// <summary>How far an input may differ from the reference's, in levels: one level is the effect of a pixel's smallest change.</summary>
/// <param name="Levels">Maximum for any value.</param>
/// <param name="Equal">Fraction of the values that must be equal except for float rounding.</param>
/// <param name="MeanLevels">Maximum difference of each channel's mean and standard deviation, in levels.</param>
internal sealed record InputTolerance(float Levels, double Equal, float MeanLevels)
{
    // As a fraction of a level.
    private const float Rounding = 1e-3f;

    /// <summary>libvips rounds weights to 12 bits and positions to 64ths of a pixel; the reference does not.</summary>
    public static InputTolerance Of(PictureSize size) => size switch
    {
        PictureSize.Same => new(Rounding, 1, Rounding),
        PictureSize.Enlarged => new(1, 0.98, 0.02f),
        _ => new(2, 0.85, 0.08f),
    };

    /// <param name="expected">The reference's values.</param>
    /// <param name="input">The complete tensor.</param>
    /// <param name="layout">The layout of the input.</param>
    /// <param name="level">One level, in the input's numbers.</param>
    public void Assert(ReferenceTensor expected, ReadOnlySpan<float> input, InputLayout layout, float level)
    {
        var differences = expected.Values.Zip(expected.SampleOf(input), (left, right) => Math.Abs(left - right) / level).ToArray();
        Xunit.Assert.Equal((input.Length + expected.Step - 1) / expected.Step, expected.Values.Length);
        Xunit.Assert.InRange(differences.Max(), 0, Levels + Rounding);
        Xunit.Assert.InRange(differences.Count(difference => difference <= Rounding) / (double)differences.Length, Equal, 1);
        for (var channel = 0; channel < 3; channel++)
        {
            var (mean, deviation) = Describe(input, layout, channel);
            Xunit.Assert.Equal(expected.Means![channel] / level, mean / level, MeanLevels);
            Xunit.Assert.Equal(expected.Deviations![channel] / level, deviation / level, MeanLevels);
        }
    }

    private static (double Mean, double Deviation) Describe(ReadOnlySpan<float> input, InputLayout layout, int channel)
    {
        var count = input.Length / 3;
        var (first, stride) = layout == InputLayout.Planes ? (channel * count, 1) : (channel, 3);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            double value = input[first + (i * stride)];
            sum += value;
            squares += value * value;
        }

        var mean = sum / count;
        return (mean, Math.Sqrt((squares / count) - (mean * mean)));
    }
}
