using System.Buffers.Binary;
using System.Text.Json;

namespace SegFunctions.Models.Conversion.Tfjs;

/// <summary>Splits the weight files into tensors according to the manifest; 16-bit floats are widened to 32 bits, which is lossless.</summary>
internal static class TfjsWeightReader
{
    private const int WordBytes = 4;
    private const int HalfBytes = 2;

    /// <exception cref="ConversionException">A weight has an unsupported type, or manifest and files differ in length.</exception>
    public static Dictionary<string, Tensor> Read(JsonElement manifest, ReadOnlyMemory<byte> files)
    {
        var tensors = new Dictionary<string, Tensor>();
        foreach (var weight in manifest.EnumerateArray().SelectMany(group => group.GetProperty("weights").EnumerateArray()))
        {
            var name = weight.GetProperty("name").GetString()!;
            int[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            var (type, isHalf) = ReadType(name, weight);
            var bytes = shape.Aggregate(isHalf ? HalfBytes : WordBytes, (product, size) => checked(product * size));
            if (bytes > files.Length)
            {
                throw new ConversionException($"The weight files end before '{name}'.");
            }

            tensors.Add(name, new Tensor(type, shape, isHalf ? Widen(files.Span[..bytes]) : files[..bytes].ToArray()));
            files = files[bytes..];
        }

        return files.IsEmpty ? tensors : throw new ConversionException($"The weight files have {files.Length} more bytes than the manifest says.");
    }

    private static (ElementType Type, bool IsHalf) ReadType(string name, JsonElement weight)
    {
        var stored = weight.TryGetProperty("quantization", out var quantization) ? quantization.GetProperty("dtype").GetString() : null;
        return (weight.GetProperty("dtype").GetString(), stored) switch
        {
            ("float32", null) => (ElementType.Float32, false),
            ("float32", "float16") => (ElementType.Float32, true),
            ("int32", null) => (ElementType.Int32, false),
            var (type, quantized) => throw new ConversionException($"Weight '{name}' is of type {type}, stored as {quantized ?? type}."),
        };
    }

    private static byte[] Widen(ReadOnlySpan<byte> halves)
    {
        var floats = new byte[halves.Length * 2];
        for (var index = 0; index < halves.Length / HalfBytes; index++)
        {
            var half = BinaryPrimitives.ReadHalfLittleEndian(halves[(index * HalfBytes)..]);
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(index * WordBytes), (float)half);
        }

        return floats;
    }
}
