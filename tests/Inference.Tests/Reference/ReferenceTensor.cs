namespace SegFunctions.Inference.Tests.Reference;

/// <summary>Samples of a tensor.</summary>
/// <param name="Step">One in this many elements is kept.</param>
/// <param name="Values">From the first element on.</param>
/// <param name="Means">The mean of each channel; empty for outputs.</param>
/// <param name="Deviations">The standard deviation of each channel; empty for outputs.</param>
internal sealed record ReferenceTensor(int Step, float[] Values, float[]? Means = null, float[]? Deviations = null)
{
    /// <summary>The elements of <paramref name="tensor"/> at the positions of <see cref="Values"/>.</summary>
    public float[] SampleOf(ReadOnlySpan<float> tensor)
    {
        var sample = new float[(tensor.Length + Step - 1) / Step];
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = tensor[i * Step];
        }

        return sample;
    }

    public void AssertClose(ReadOnlySpan<float> tensor, float tolerance)
    {
        var sample = SampleOf(tensor);
        Assert.Equal(Values.Length, sample.Length);
        Assert.All(Values.Zip(sample), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
