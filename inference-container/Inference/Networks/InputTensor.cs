using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>A float tensor that a session reads in place, so that a call copies and allocates nothing.</summary>
internal sealed class InputTensor : IDisposable
{
    private readonly float[] _values;

    public InputTensor(params ReadOnlySpan<long> shape)
    {
        _values = new float[Length(shape)];
        Value = OrtValue.CreateTensorValueFromMemory(_values, shape.ToArray());
    }

    public OrtValue Value { get; }

    public Span<float> Values => _values;

    /// <summary>The first values as a smaller tensor, the caller's to dispose.</summary>
    public OrtValue Of(params ReadOnlySpan<long> shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _values.AsMemory(0, (int)Length(shape)), shape.ToArray());

    public void Dispose() => Value.Dispose();

    private static long Length(ReadOnlySpan<long> shape)
    {
        var length = 1L;
        foreach (var dimension in shape)
        {
            length *= dimension;
        }

        return length;
    }
}
