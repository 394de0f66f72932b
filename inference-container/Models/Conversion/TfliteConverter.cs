using SegFunctions.Models.Conversion.Onnx;
using SegFunctions.Models.Conversion.Tflite;

namespace SegFunctions.Models.Conversion;

/// <summary>Converts a TensorFlow Lite network to ONNX like <see cref="TfjsConverter"/>: weights become 32-bit floats, inputs and outputs keep their shapes.</summary>
public static class TfliteConverter
{
    /// <param name="path">A file that contains the network and ends with it.</param>
    /// <param name="offset">Where the network begins in the file, bytes.</param>
    /// <param name="onnxPath">The file to write; the same source always gives the same bytes.</param>
    /// <param name="cancellationToken">May leave a partial file.</param>
    /// <exception cref="ConversionException">The network is malformed or has an unsupported operation.</exception>
    public static async Task ConvertAsync(string path, long offset, string onnxPath, CancellationToken cancellationToken)
    {
        var file = await File.ReadAllBytesAsync(path, cancellationToken);
        if (offset > file.Length)
        {
            throw new ConversionException("The file ends before the network begins.");
        }

        var onnx = OnnxModelWriter.Write(TfjsConverter.Convert(TfliteGraphReader.Read(file.AsMemory((int)offset))));
        await File.WriteAllBytesAsync(onnxPath, onnx.Written.ToArray(), cancellationToken);
    }
}
