using SegFunctions.Models.Conversion.Tfjs;

namespace SegFunctions.Models.Conversion.Tflite;

/// <summary>The tensors of a TensorFlow Lite graph, by number.</summary>
/// <param name="tensors">The tensors of the graph.</param>
/// <param name="buffers">The buffers of the file.</param>
internal sealed class TfliteTensors(IReadOnlyList<FlatTable> tensors, IReadOnlyList<FlatTable> buffers)
{
    private readonly Dictionary<string, Tensor> _constants = [];

    /// <summary>The constants that were added, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants => _constants;

    /// <summary>A tensor's unique name. It has no colon, which would separate an output's number.</summary>
    public string GetName(int number) => tensors[number].GetText(3).Replace(':', '_');

    public IReadOnlyList<int> GetShape(int number) => tensors[number].GetIntegers(0);

    public TfjsPort GetPort(int number) => GetShape(number) is { Count: > 0 } shape && shape.All(size => size > 0)
        ? new TfjsPort(GetName(number), shape)
        : throw new ConversionException($"'{GetName(number)}' has no fixed shape.");

    /// <summary>The elements of a tensor that the file contains, or that were added.</summary>
    /// <exception cref="ConversionException">The tensor is computed, or its type is not supported.</exception>
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
            : throw new ConversionException($"'{GetName(number)}' is not constant, or its number of elements does not match its shape.");
    }

    /// <returns>The constant's name.</returns>
    public string Add(string name, Tensor constant)
    {
        _constants[name] = constant;
        return name;
    }
}
