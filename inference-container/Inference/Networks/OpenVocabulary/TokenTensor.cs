using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks.OpenVocabulary;

/// <summary>Tensors of integers, for inputs.</summary>
internal static class TokenTensor
{
    /// <summary>[1, count].</summary>
    public static OrtValue Row(IEnumerable<long> values)
    {
        long[] row = [.. values];
        return OrtValue.CreateTensorValueFromMemory(row, [1, row.Length]);
    }

    /// <summary>[1, …] with the same number everywhere.</summary>
    public static OrtValue Filled(long value, params long[] shape)
    {
        var values = new long[shape.Aggregate(1L, (product, length) => product * length)];
        Array.Fill(values, value);
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }
}
