using System.Numerics.Tensors;
using SegFunctions.Models.Catalogue;

namespace SegFunctions.Inference.Networks.Matting;

/// <summary>Turns a matting network's numbers into alpha.</summary>
internal static class MattingAlpha
{
    /// <param name="output">Any numbers.</param>
    /// <param name="kind">What they are.</param>
    /// <returns>0–1, unless the numbers are alpha that is not.</returns>
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

        // The same everywhere: there is no subject.
        TensorPrimitives.Divide(alpha, greatest > least ? greatest - least : 1, alpha);
        return alpha;
    }
}
