using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Rewriting;

/// <summary>
/// A product with constant weights in 8-bit integers, including the bias. The values are quantized at run time, the weights per column to 7 bits, since
/// without VNNI the sum of two 8-bit products overflows 16 bits.
/// </summary>
internal static class QuantizedLinear
{
    private const float Largest = 63;

    /// <param name="sketch">The graph to write to.</param>
    /// <param name="name">Name of the output, and prefix of the constants' names.</param>
    /// <param name="values">[n, rows].</param>
    /// <param name="weights">[rows, columns].</param>
    /// <param name="bias">[columns].</param>
    /// <returns>The output's name: [n, columns].</returns>
    public static string Emit(GraphSketch sketch, string name, string values, Tensor weights, Tensor bias)
    {
        var (rows, columns) = (weights.Shape[0], weights.Shape[1]);
        var numbers = weights.ReadFloat32();
        var scales = new float[columns];
        for (var i = 0; i < numbers.Length; i++)
        {
            scales[i % columns] = Math.Max(scales[i % columns], Math.Abs(numbers[i]));
        }

        for (var column = 0; column < columns; column++)
        {
            scales[column] = scales[column] == 0 ? 1 : scales[column] / Largest;
        }

        var quantized = new sbyte[rows * columns];
        for (var i = 0; i < quantized.Length; i++)
        {
            quantized[i] = (sbyte)Math.Clamp(MathF.Round(numbers[i] / scales[i % columns]), -Largest, Largest);
        }

        return sketch.EmitOfRuntime(name, "DynamicQuantizeMatMul",
        [
            values,
            sketch.Add($"{name}.weights", Tensor.OfInt8([rows, columns], quantized)),
            sketch.Add($"{name}.scales", Tensor.OfFloat32([columns], scales)),
            sketch.Add($"{name}.zeros", Tensor.OfInt8([columns], new sbyte[columns])),
            sketch.Add($"{name}.bias", bias),
        ]);
    }
}
