using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Preprocessing;

/// <summary>SAM's input: letterboxed RGB in planes [1, 3, side, side], normalised per channel; padding is 0 after normalising.</summary>
internal sealed class SamInput
{
    private readonly float[][] _normalised;

    /// <param name="mean">Of R, G and B, 0–255.</param>
    /// <param name="deviation">Of R, G and B, 0–255.</param>
    public SamInput(IReadOnlyList<float> mean, IReadOnlyList<float> deviation) =>
        _normalised = [.. mean.Zip(deviation, Table)];

    public void Fill(PixelBuffer pixels, int side, Span<float> tensor)
    {
        tensor.Clear();
        for (var channel = 0; channel < 3; channel++)
        {
            var table = _normalised[channel].AsSpan();
            var plane = tensor.Slice(channel * side * side, side * side);
            for (var y = 0; y < pixels.Height; y++)
            {
                var source = pixels.Row(y)[channel..];
                var target = plane.Slice(y * side, pixels.Width);
                for (var x = 0; x < target.Length; x++)
                {
                    target[x] = table[source[x * 3]];
                }
            }
        }
    }

    private static float[] Table(float mean, float deviation) => [.. Enumerable.Range(0, 256).Select(value => (value - mean) / deviation)];
}
