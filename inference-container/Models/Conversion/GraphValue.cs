namespace SegFunctions.Models.Conversion;

/// <summary>An output of an operation.</summary>
/// <param name="Name">The tensor's name in the ONNX graph.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">As in the source, regardless of the layout.</param>
/// <param name="Layout">The tensor's actual layout.</param>
internal sealed record GraphValue(string Name, ElementType Type, IReadOnlyList<int> Shape, Layout Layout = Layout.ChannelsLast)
{
    public int ElementCount => Shape.Aggregate(1, (product, size) => product * size);
}

/// <summary>The memory layout of a value with four axes. TensorFlow.js has the channels last everywhere, ONNX's convolutions have them first.</summary>
internal enum Layout
{
    /// <summary>As in the source: batch, height, width, channels. Also every value with another number of axes.</summary>
    ChannelsLast,

    /// <summary>Batch, channels, height, width.</summary>
    ChannelsFirst,
}
