using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The encoder's output for a region of one picture, for any number of prompts.</summary>
/// <param name="owner">Disposed with this.</param>
/// <param name="value">[1, 256, S/16, S/16].</param>
/// <param name="region">Pixels of the picture.</param>
/// <param name="letterbox">Between the region and the encoder's input.</param>
internal sealed class SamEmbedding(IDisposable owner, OrtValue value, PixelBox region, Letterbox letterbox) : IDisposable
{
    private const int Channels = 256;
    private const int Stride = 16;

    public OrtValue Value => value;

    /// <summary>Where the picture is in the encoder's input.</summary>
    public InputView View => new(region, letterbox.Width, letterbox.Height);

    /// <summary>Between the region and the encoder's input.</summary>
    public Letterbox Letterbox => letterbox;

    /// <summary>Serialized as features: 16-bit floats, 2 MB for an input of 1024 pixels; masks made from them differ only in pixels on the edge.</summary>
    public byte[] Write()
    {
        var values = value.GetTensorDataAsSpan<float>();
        var features = new byte[values.Length * 2];
        TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(features.AsSpan()));
        return features;
    }

    /// <param name="features">From <see cref="Write"/>.</param>
    /// <param name="region">The region of the picture, the same as before.</param>
    /// <param name="inputSize">S of the same encoder.</param>
    public static SamEmbedding Read(ReadOnlySpan<byte> features, PixelBox region, int inputSize)
    {
        var side = inputSize / Stride;
        var tensor = new InputTensor(1, Channels, side, side);
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(features), tensor.Values);
        return new SamEmbedding(tensor, tensor.Value, region, Letterbox.Fit(region.Width, region.Height, inputSize));
    }

    public void Dispose() => owner.Dispose();
}
