using SegFunctions.Models.Conversion;

namespace SegFunctions.Models.Rewriting.Sam;

/// <summary>Arithmetic with constants, for what needs not be computed again for every prompt.</summary>
internal static class Rows
{
    public static Tensor Scale(Tensor values, float factor) => Tensor.OfFloat32(values.Shape, [.. values.ReadFloat32().ToArray().Select(value => value * factor)]);

    /// <param name="one">[n].</param>
    /// <param name="other">[n].</param>
    public static Tensor Add(Tensor one, Tensor other) =>
        Tensor.OfFloat32(one.Shape, [.. one.ReadFloat32().ToArray().Zip(other.ReadFloat32().ToArray(), (a, b) => a + b)]);

    /// <param name="row">[n].</param>
    /// <param name="weights">[n, columns].</param>
    /// <returns>[columns].</returns>
    public static Tensor Multiply(Tensor row, Tensor weights)
    {
        var columns = weights.Shape[1];
        var (values, factors) = (row.ReadFloat32().ToArray(), weights.ReadFloat32().ToArray());
        var sums = new double[columns];
        for (var i = 0; i < factors.Length; i++)
        {
            sums[i % columns] += (double)values[i / columns] * factors[i];
        }

        return Tensor.OfFloat32([columns], [.. sums.Select(sum => (float)sum)]);
    }
}
