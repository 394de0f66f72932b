namespace SegFunctions.Models.Conversion;

/// <summary>The memory layout of a value with four axes. TensorFlow.js has the channels last everywhere, ONNX's convolutions have them first.</summary>
internal enum Layout
{
    /// <summary>As in the source: batch, height, width, channels. Also every value with another number of axes.</summary>
    ChannelsLast,

    /// <summary>Batch, channels, height, width.</summary>
    ChannelsFirst,
}
