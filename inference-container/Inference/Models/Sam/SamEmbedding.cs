using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Inference.Preprocessing;

namespace SegFunctions.Inference.Models.Sam;

/// <summary>What the encoder saw in one picture, for any number of prompts.</summary>
/// <param name="owner">Disposed with this.</param>
/// <param name="value">[1, 256, S/16, S/16].</param>
/// <param name="letterbox">Between the picture and the encoder's input.</param>
internal sealed class SamEmbedding(IDisposable owner, OrtValue value, Letterbox letterbox) : IDisposable
{
    private const int Channels = 256;
    private const int Stride = 16;

    public OrtValue Value => value;

    /// <summary>Between the picture and the encoder's input.</summary>
    public Letterbox Letterbox => letterbox;

    /// <summary>As features: 16-bit floats, 2 MB for an input of 1024 pixels; masks made of them differ in no pixel that is not on the edge.</summary>
    public byte[] Write()
    {
        var values = value.GetTensorDataAsSpan<float>();
        var features = new byte[values.Length * 2];
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(features.AsSpan()));
        return features;
    }

    /// <param name="features">From <see cref="Write"/>.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="inputSize">S of the same encoder.</param>
    public static SamEmbedding Read(ReadOnlySpan<byte> features, int width, int height, int inputSize)
    {
        var side = inputSize / Stride;
        var tensor = new InputTensor(1, Channels, side, side);
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(features), tensor.Values);
        return new SamEmbedding(tensor, tensor.Value, Letterbox.Fit(width, height, inputSize));
    }

    public void Dispose() => owner.Dispose();
}
