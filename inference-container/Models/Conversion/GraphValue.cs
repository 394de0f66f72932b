namespace SegFunctions.Models.Conversion;

/// <summary>What an operation gives.</summary>
/// <param name="Name">The tensor's name in the ONNX graph.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">As in the source, whatever the layout.</param>
/// <param name="Layout">In which the tensor really lies.</param>
internal sealed record GraphValue(string Name, ElementType Type, IReadOnlyList<int> Shape, Layout Layout = Layout.ChannelsLast)
{
    public int ElementCount => Shape.Aggregate(1, (product, size) => product * size);
}
