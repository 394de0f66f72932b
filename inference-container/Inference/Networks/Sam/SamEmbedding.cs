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
    /// <summary>Pixels of the input per cell of the embedding.</summary>
    public const int Stride = 16;

    public OrtValue Value => value;

    /// <summary>Where the picture is in the encoder's input.</summary>
    public InputView View => new(region, letterbox.Width, letterbox.Height);

    /// <summary>Between the region and the encoder's input.</summary>
    public Letterbox Letterbox => letterbox;

    /// <summary>
    /// A part of an embedding, moved to the top left corner, as if its content were alone in the encoder's input.
    /// </summary>
    /// <param name="all">[256, S/16, S/16].</param>
    /// <param name="blank">The same of an input without content: it fills the rest.</param>
    /// <param name="region">Pixels of the picture.</param>
    /// <param name="letterbox">How the region would fit into the encoder's input, in its corner.</param>
    /// <param name="left">Where the part begins, pixels of the encoder's input.</param>
    /// <param name="top">The same, downwards.</param>
    /// <param name="width">Width of the part, pixels of the encoder's input.</param>
    /// <param name="height">Height of the part, pixels of the encoder's input.</param>
    public static SamEmbedding OfPart(
        ReadOnlySpan<float> all, ReadOnlySpan<float> blank, PixelBox region, Letterbox letterbox, int left, int top, int width, int height)
    {
        var side = letterbox.Side / Stride;
        var tensor = new InputTensor(1, Channels, side, side);
        blank.CopyTo(tensor.Values);
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var row = 0; row < height / Stride; row++)
            {
                var from = (((channel * side) + (top / Stride) + row) * side) + (left / Stride);
                all.Slice(from, width / Stride).CopyTo(tensor.Values.Slice(((channel * side) + row) * side, width / Stride));
            }
        }

        return new SamEmbedding(tensor, tensor.Value, region, letterbox);
    }

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
