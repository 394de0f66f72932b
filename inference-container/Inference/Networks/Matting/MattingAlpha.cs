using System.Numerics.Tensors;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Matting;

/// <summary>Turns a matting network's output into alpha.</summary>
internal static class MattingAlpha
{
    /// <param name="output">The network's output, any numbers.</param>
    /// <param name="kind">What the numbers mean.</param>
    /// <returns>0–1; alpha that the network returns outside that range is left unchanged.</returns>
    public static ReadOnlySpan<float> Read(ReadOnlySpan<float> output, MattingOutput kind)
    {
        if (kind == MattingOutput.Alpha)
        {
            return output;
        }

        var alpha = output.ToArray();
        if (kind == MattingOutput.SpreadLogits)
        {
            TensorPrimitives.Sigmoid(alpha, alpha);
        }

        var (least, greatest) = (TensorPrimitives.Min<float>(alpha), TensorPrimitives.Max<float>(alpha));
        TensorPrimitives.Subtract(alpha, least, alpha);

        // If the output is uniform, there is no subject.
        TensorPrimitives.Divide(alpha, greatest > least ? greatest - least : 1, alpha);
        return alpha;
    }
}
