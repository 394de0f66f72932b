namespace SegFunctions.Models.Rewriting.IsNet;

/// <summary>A convolution's weights as integers, scaled per output channel to 7 bits: with 8 bits, two products would overflow a 16-bit sum on a CPU without VNNI.</summary>
/// <param name="Weights">−63 to 63.</param>
/// <param name="Scales">By output channel.</param>
/// <param name="Bias">By output channel, in steps of the input times the channel's scale.</param>
internal sealed record QuantizedConvolution(sbyte[] Weights, float[] Scales, int[] Bias)
{
    private const float Largest = 63;

    /// <param name="weights">[outputs, …].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="step">The step of the input.</param>
    public static QuantizedConvolution Of(ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float step)
    {
        var ofEach = weights.Length / bias.Length;
        var made = new QuantizedConvolution(new sbyte[weights.Length], new float[bias.Length], new int[bias.Length]);
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var own = weights.Slice(channel * ofEach, ofEach);
            var largest = 0f;
            foreach (var weight in own)
            {
                largest = Math.Max(largest, Math.Abs(weight));
            }

            var scale = largest == 0 ? 1 : largest / Largest;
            for (var i = 0; i < ofEach; i++)
            {
                made.Weights[(channel * ofEach) + i] = (sbyte)Math.Clamp(MathF.Round(own[i] / scale), -Largest, Largest);
            }

            made.Scales[channel] = scale;
            made.Bias[channel] = (int)Math.Clamp(Math.Round((double)bias[channel] / (scale * step)), int.MinValue, int.MaxValue);
        }

        return made;
    }
}
