using Microsoft.ML.OnnxRuntime;

namespace SegFunctions.Inference.Networks;

/// <summary>A float tensor that a session reads in place, so that a call copies and allocates nothing.</summary>
internal sealed class InputTensor : IDisposable
{
    private readonly float[] _values;

    public InputTensor(params ReadOnlySpan<long> shape)
    {
        var length = 1L;
        foreach (var dimension in shape)
        {
            length *= dimension;
        }

        _values = new float[length];
        Value = OrtValue.CreateTensorValueFromMemory(_values, shape.ToArray());
    }

    public OrtValue Value { get; }

    public Span<float> Values => _values;

    public void Dispose() => Value.Dispose();
}
