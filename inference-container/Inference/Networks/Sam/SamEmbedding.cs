using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using SegFunctions.Contract;
using SegFunctions.Inference.Pictures;

namespace SegFunctions.Inference.Networks.Sam;

/// <summary>The encoder's output for a region of one picture, reusable for any number of prompts.</summary>
/// <param name="owner">Disposed with the embedding.</param>
/// <param name="values">The model's features, in its order; SAM itself has one, [1, 256, S/16, S/16].</param>
/// <param name="region">Pixels of the picture.</param>
/// <param name="letterbox">Maps the region to the encoder's input.</param>
internal sealed class SamEmbedding(IDisposable owner, IReadOnlyList<OrtValue> values, PixelBox region, Letterbox letterbox) : IDisposable
{
    private const int Channels = 256;

    /// <summary>Pixels of the input per cell of the embedding.</summary>
    public const int Stride = 16;

    public IReadOnlyList<OrtValue> Values => values;

    /// <summary>Where the picture is in the encoder's input.</summary>
    public InputView View => new(region, letterbox.Width, letterbox.Height);

    /// <summary>Maps the region to the encoder's input.</summary>
    public Letterbox Letterbox => letterbox;

    /// <summary>
    /// A part of an embedding, moved to the top left corner, as if its content had been the encoder's only input.
    /// </summary>
    /// <param name="all">[256, S/16, S/16].</param>
    /// <param name="blank">The same for an input without content: it fills the rest.</param>
    /// <param name="region">Pixels of the picture.</param>
    /// <param name="letterbox">How the region would fit into the corner of the encoder's input.</param>
    /// <param name="left">Left edge of the part, pixels of the encoder's input.</param>
    /// <param name="top">Top edge of the part, pixels of the encoder's input.</param>
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

        return new SamEmbedding(tensor, [tensor.Value], region, letterbox);
    }

    /// <summary>
    /// Serializes the embedding as features: 16-bit floats; for an input of 1024 pixels 2.1 MB for SAM and 8.4 MB for SAM 2. Masks made from them differ only in
    /// pixels on the edge.
    /// </summary>
    public byte[] Write()
    {
        var lengths = values.Select(value => value.GetTensorDataAsSpan<float>().Length).ToList();
        var features = new byte[lengths.Sum() * 2];
        var halves = MemoryMarshal.Cast<byte, Half>(features.AsSpan());
        foreach (var (value, length) in values.Zip(lengths))
        {
            TensorPrimitives.ConvertToHalf(value.GetTensorDataAsSpan<float>(), halves);
            halves = halves[length..];
        }

        return features;
    }

    /// <param name="features">From <see cref="Write"/>.</param>
    /// <param name="shapes">Shapes of the model's features.</param>
    /// <param name="region">The region of the picture that was encoded.</param>
    /// <param name="letterbox">Maps the region to the input of the same encoder.</param>
    public static SamEmbedding Read(ReadOnlySpan<byte> features, IEnumerable<long[]> shapes, PixelBox region, Letterbox letterbox)
    {
        var halves = MemoryMarshal.Cast<byte, Half>(features);
        var tensors = new Tensors();
        foreach (var shape in shapes)
        {
            var tensor = new InputTensor(shape);
            TensorPrimitives.ConvertToSingle(halves[..tensor.Values.Length], tensor.Values);
            halves = halves[tensor.Values.Length..];
            tensors.Add(tensor);
        }

        return new SamEmbedding(tensors, [.. tensors.Select(tensor => tensor.Value)], region, letterbox);
    }

    public void Dispose() => owner.Dispose();

    private sealed class Tensors : List<InputTensor>, IDisposable
    {
        public void Dispose() => ForEach(tensor => tensor.Dispose());
    }
}
