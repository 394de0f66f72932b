using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace SegFunctions.Inference.Networks;

/// <summary>
/// A float tensor that a session reads in place, so that a call neither copies nor allocates. It is in native memory: an embedding has 4 MB, and the garbage collector would
/// let a hundred of them pile up.
/// </summary>
internal sealed unsafe class InputTensor : IDisposable
{
    private readonly int _length;
    private float* _values;

    /// <summary>All values are zero.</summary>
    public InputTensor(params ReadOnlySpan<long> shape)
    {
        _length = checked((int)Length(shape));
        _values = (float*)NativeMemory.AllocZeroed((nuint)_length, sizeof(float));
        Value = Of(shape);
    }

    ~InputTensor() => Free();

    public OrtValue Value { get; }

    /// <exception cref="ObjectDisposedException">The memory is freed.</exception>
    public Span<float> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(_values is null, this);
            return new(_values, _length);
        }
    }

    /// <summary>The first values as a smaller tensor, which the caller must dispose.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The shape has more values than this tensor.</exception>
    /// <exception cref="ObjectDisposedException">The memory is freed.</exception>
    public OrtValue Of(params ReadOnlySpan<long> shape)
    {
        ObjectDisposedException.ThrowIf(_values is null, this);
        var length = Length(shape);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length, nameof(shape));
        return OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape.ToArray(), (nint)_values, length * sizeof(float));
    }

    public void Dispose()
    {
        Value.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    private static long Length(ReadOnlySpan<long> shape)
    {
        var length = 1L;
        foreach (var dimension in shape)
        {
            length = checked(length * dimension);
        }

        return length;
    }

    private void Free()
    {
        NativeMemory.Free(_values);
        _values = null;
    }
}
