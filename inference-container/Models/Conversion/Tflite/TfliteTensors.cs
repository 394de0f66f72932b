using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Tflite;

/// <summary>The tensors of a TensorFlow Lite graph, by number.</summary>
/// <param name="tensors">The graph's.</param>
/// <param name="buffers">The file's.</param>
internal sealed class TfliteTensors(IReadOnlyList<FlatTable> tensors, IReadOnlyList<FlatTable> buffers)
{
    private readonly Dictionary<string, Tensor> _constants = [];

    /// <summary>What was asked for or made, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants => _constants;

    /// <summary>Unique; a colon would be read as the number of an output.</summary>
    public string GetName(int number) => tensors[number].GetText(3).Replace(':', '_');

    public IReadOnlyList<int> GetShape(int number) => tensors[number].GetIntegers(0);

    public TfjsPort GetPort(int number) => GetShape(number) is { Count: > 0 } shape && shape.All(size => size > 0)
        ? new TfjsPort(GetName(number), shape)
        : throw new ConversionException($"'{GetName(number)}' has no fixed shape.");

    /// <summary>The elements of a tensor that the file holds, or that were made of one.</summary>
    /// <exception cref="ConversionException">They are computed, or their type is not supported.</exception>
    public Tensor GetConstant(int number)
    {
        if (_constants.TryGetValue(GetName(number), out var made))
        {
            return made;
        }

        var bytes = buffers[tensors[number].GetInteger(2)].GetBytes(0).ToArray();
        var (type, size) = tensors[number].GetByte(1) switch
        {
            0 => (ElementType.Float32, sizeof(float)),
            1 => (ElementType.Float16, sizeof(ushort)),
            2 => (ElementType.Int32, sizeof(int)),
            var other => throw new ConversionException($"'{GetName(number)}' is of the type {other}."),
        };
        var constant = new Tensor(type, GetShape(number), bytes);
        return bytes.Length > 0 && bytes.Length == constant.ElementCount * size
            ? constant
            : throw new ConversionException($"'{GetName(number)}' is not constant, or has not as many elements as its shape says.");
    }

    /// <returns>The constant's name.</returns>
    public string Add(string name, Tensor constant)
    {
        _constants[name] = constant;
        return name;
    }
}
