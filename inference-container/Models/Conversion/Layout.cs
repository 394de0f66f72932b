namespace SegFunctions.Models.Conversion;

/// <summary>How a value of four axes lies in memory. TensorFlow.js has the channels last everywhere, ONNX's convolutions have them first.</summary>
internal enum Layout
{
    /// <summary>As in the source: batch, height, width, channels. Also every value of another number of axes.</summary>
    ChannelsLast,

    /// <summary>Batch, channels, height, width.</summary>
    ChannelsFirst,
}
